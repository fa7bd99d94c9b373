"""Raw text to trees with UDPipe 1 (pip install ufal.udpipe), for `cargo xtask bench --peer python3`.

usage: udpipe.py TREEBANK MODEL TEXT
Trains a model on the first sentences of the treebank if MODEL is not there yet, with default sizes of all its parts
but few rounds: what it costs to run hardly depends on how much it learnt. Prints words, seconds of loading, seconds
of processor time, and megabytes.
"""
import os, resource, sys, time
import ufal.udpipe as udpipe

def train(treebank, path):
    reader = udpipe.InputFormat.newConlluInputFormat()
    reader.setText(open(treebank, encoding="utf-8").read())
    error, sentences = udpipe.ProcessingError(), udpipe.Sentences()
    while len(sentences) < 400:
        sentence = udpipe.Sentence()
        if not reader.nextSentence(sentence, error):
            break
        sentences.append(sentence)
    parts = "epochs=1", "models=1;iterations=2", "iterations=1"
    model = udpipe.Trainer.train("morphodita_parsito", sentences, udpipe.Sentences(), *parts, error)
    open(path, "wb").write(model)

treebank, path, text = sys.argv[1:]
if not os.path.exists(path):
    pid = os.fork()
    if pid == 0:
        os.dup2(2, 1)
        train(treebank, path)
        os._exit(0)
    os.waitpid(pid, 0)
started = time.time()
model = udpipe.Model.load(path)
loading = time.time() - started
tokenizer = model.newTokenizer(udpipe.Model.DEFAULT)
tokenizer.setText(open(text, encoding="utf-8").read())
error, words = udpipe.ProcessingError(), 0
while True:
    sentence = udpipe.Sentence()
    if not tokenizer.nextSentence(sentence, error):
        break
    model.tag(sentence, udpipe.Model.DEFAULT)
    model.parse(sentence, udpipe.Model.DEFAULT)
    words += len(sentence.words) - 1
used = resource.getrusage(resource.RUSAGE_SELF)
print(words, loading, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
