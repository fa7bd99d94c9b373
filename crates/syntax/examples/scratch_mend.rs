use vigie_syntax::{Grammar, Scratch, conllu, roles::*, tree::*};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let gold = conllu::read(&std::fs::read_to_string(format!("../shared/treebanks/{}.conllu", a[1])).unwrap());
    let roles = Roles::load(&std::fs::read_to_string(format!("data/lang/{}/roles.toml", a[2])).unwrap()).unwrap();
    let gr = Grammar::load(&std::fs::read(format!("data/models/{}/grammar.bin", a[2])).unwrap()).unwrap();
    let (mut n, mut before, mut after, mut gch, mut better, mut worse) = (0, 0, 0, 0, 0, 0);
    let mut sc = Scratch::default();
    for g in &gold {
        let m = Reading::new(&roles, &g.text, &g.tree).mended();
        for (i, (x, y)) in m.words.iter().zip(&g.tree.words).enumerate() {
            if (x.head, x.rel) != (y.head, y.rel) {
                gch += 1;
                if a.len() > 3 {
                    let f = |w: &Word| g.text[w.span.clone()].to_string();
                    let h = |h: Option<u32>| h.map_or("ROOT".into(), |h| f(&g.tree.words[h as usize]));
                    println!("{}\n    {} ({i}): {} {} -> {} {}", g.text, f(x), h(y.head), y.rel, h(x.head), x.rel);
                }
            }
        }
        let words: Vec<_> = g.tree.words.iter().map(|w| w.span.clone()).collect();
        let mut t = Tree::default();
        gr.parse(&g.text, &words, &mut sc, &mut t);
        let m = Reading::new(&roles, &g.text, &t).mended();
        for i in 0..words.len() {
            let k = |t: &Tree| (t.words[i].head, t.words[i].rel);
            n += 1;
            let (b, c) = (k(&t) == k(&g.tree), k(&m) == k(&g.tree));
            before += b as i32;
            after += c as i32;
            better += (!b && c) as i32;
            worse += (b && !c) as i32;
        }
    }
    println!(
        "{}: words {n} gold changed {gch}; LAS {:.2} -> {:.2} better {better} worse {worse}",
        a[1],
        100.0 * before as f64 / n as f64,
        100.0 * after as f64 / n as f64
    );
}
