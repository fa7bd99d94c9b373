use vigie_syntax::{conllu, roles::*, tree::*};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let gold = conllu::read(&std::fs::read_to_string(&a[1]).unwrap());
    let roles = Roles::load(&std::fs::read_to_string(format!("data/lang/{}/roles.toml", a[2])).unwrap()).unwrap();
    let lemmas: Vec<&str> = a[3].split(',').collect();
    let mut n = 0;
    for g in &gold {
        let r = Reading::new(&roles, &g.text, &g.tree);
        for (i, w) in g.tree.words.iter().enumerate() {
            if !lemmas.contains(&&*w.lemma) || !matches!(w.tag.upos, Upos::Verb | Upos::Noun) {
                continue;
            }
            let c = r.clause(i as u32);
            let p = |v: &Vec<Party>| {
                v.iter()
                    .map(|p| {
                        format!(
                            "{}{}",
                            &g.text[g.tree.words[p.head as usize].span.clone()],
                            p.count.map_or(String::new(), |c| format!(
                                "({})",
                                &g.text[g.tree.words[c as usize].span.clone()]
                            ))
                        )
                    })
                    .collect::<Vec<_>>()
                    .join("+")
            };
            println!(
                "{}\n   [{}] {} > {} | said {} | {} {}\n",
                g.text,
                &g.text[w.span.clone()],
                p(&c.who),
                p(&c.whom),
                p(&c.said_by),
                c.happened.name(),
                if c.passive { "PASS" } else { "" }
            );
            n += 1;
            if n > 40 {
                return;
            }
        }
    }
}
