//! What is cut, and what only looks like it.

use super::{check, untouched};

#[test]
fn labels_above_a_report_go_with_their_values() {
    check(
        "When\nLocation\n5 maj 2025 10:54\nLanto\nStamp\n\nFerry sinks off Lanto\n\nREPORT",
        "Ferry sinks off Lanto\nREPORT\n[menu]",
    );
    check("Home > Lanto > Harbour\n2 min read\nREPORT", "REPORT\n[menu]");
    check("Aller au contenu\n[Journal de 7 h - transcription]\nREPORT", "REPORT\n[menu]");
}

#[test]
fn comments_end_the_report() {
    for head in ["Comments (38)", "Leave a Reply", "14 Comments - Log in to comment", "No comments yet..."] {
        check(&format!("REPORT\n\n{head}\nRicky: my cousin was on it."), "REPORT\n[comments]");
    }
    for head in ["14 commentaires", "[Partager] [Tweeter] 14 commentaires", "Commenter | Suivez-nous sur WhatsApp"] {
        check(&format!("REPORT\n\n{head}\nJojo54 : et les gilets ?"), "REPORT\n[comments]");
    }
}

#[test]
fn a_button_above_the_report_ends_nothing() {
    check("Ferry sinks\nComments\nShare\nREPORT", "Ferry sinks\nREPORT\n[comments]\n[share]");
}

#[test]
fn words_of_furniture_in_running_text_are_kept() {
    untouched("Comments by the minister angered the families. References to the old ferry were struck out.");
    untouched("Sources in the harbour spoke of nine dead.\nRelated charges against the owner were dropped.");
    untouched("Commentaires et rumeurs vont bon train au port.\nSources portuaires et élus parlent de neuf morts.");
    untouched("Readers may follow us on the map: the wreck lies where the two currents meet, off the old lighthouse.");
    untouched("Share prices of the ferry company fell.\nTags on the lifejackets showed that they had expired.");
}

#[test]
fn references_and_addresses_go() {
    check("REPORT\n\nReferences\n\nhttps://one.example/a https://two.example/b", "REPORT\n[references]");
    check("REPORT\nhttps://one.example/a", "REPORT\n[references]");
    check("REPORT\n\nSources\n- (three press articles)\nRetrieved from \"a wiki\"", "REPORT\n[references]");
    untouched("The list of the dead is at www.lanto.example, the harbour master said.");
}

#[test]
fn related_posts_go_with_their_teasers() {
    check(
        "REPORT\n\nRelated Posts\n\nBridge closed\n\nJuly 2, 2025 The bridge was closed after a lorry hit it,…\n\nLeave a Reply",
        "REPORT\n[related]\n[comments]",
    );
    check("REPORT\n\nInfos à la une\nCommuniqués\nLe prix du mil monte", "REPORT\n[related]");
    check("REPORT\n→ A LIRE AUSSI : le prix du mil\nREPORT", "REPORT\nREPORT\n[related]");
    check("REPORT\nREAD MORE: Bridge closed\nREPORT", "REPORT\nREPORT\n[related]");
}

#[test]
fn a_box_of_links_inside_a_report_does_not_end_it() {
    check("REPORT\n\nRelated Articles\nBridge closed\nMillet dear\n\nREPORT", "REPORT\nREPORT\n[related]");
}

#[test]
fn quotations_from_elsewhere_under_a_heading_go() {
    check(
        "REPORT\n\nIn The News\n\n8 Feb 2023\nThe port is not what it was, and the ferries are older than their captains. The Quay\n\n\
         A. Name\n\nSenior Adviser\n5 Oct 2022\nNobody counts the passengers on the night boats any more. The Pier\n\nB. Name",
        "REPORT\n[related]\n[teaser]",
    );
}

#[test]
fn boxes_of_the_site_itself_go() {
    check("REPORT\nFollow us on Facebook and X", "REPORT\n[newsletter]");
    check("REPORT\nThe day's best reports right in your inbox.", "REPORT\n[newsletter]");
    check("REPORT\nSUBSCRIBE TO OUR CHANNEL | Read next: the price of millet", "REPORT\n[newsletter]");
    check("REPORT\nContact us to find out how our services can help your firm.", "REPORT\n[advertisement]");
    check("REPORT\nHarbour Logo\n\nHarbour Reports\n\nHarbour Logo", "REPORT\n[caption]");
    check("REPORT\nmercredi, novembre 19, 2025 | Accueil | Publicité", "REPORT\n[menu]");
}

#[test]
fn links_of_markdown_are_judged_by_their_words() {
    check("[Home](/) | [Africa](/africa) | [Archive](/old)\nREPORT", "REPORT\n[menu]");
    check("REPORT\n* [Share this article](/share)\n## [Comments](#c)\nRicky: no.", "REPORT\n[share]\n[comments]");
    untouched("[Ferry sinks off Lanto](/ferry)\n\nThe [ferry](/f) sank at [Lanto](/l).");
}

#[test]
fn notes_of_the_desk_go() {
    check("REPORT\n(Writing by the Lanto desk)", "REPORT\n[note]");
    check("REPORT\nReporting by A. Name; Editing by B. Name", "REPORT\n[note]");
    check("REPORT\nNote: This article draws on open sources.", "REPORT\n[note]");
    untouched("Reporting by the river has become a dangerous trade.");
}

#[test]
fn pictures_described_or_credited_go() {
    check("REPORT\nPhoto: the ferry last year\nREPORT", "REPORT\nREPORT\n[caption]");
    check("REPORT\nDivers at the quay [File: A. Name/AFP]", "REPORT\n[caption]");
    check(
        "REPORT\nA woman in a blue scarf is seen holding a child while boats burn in the background.\nREPORT",
        "REPORT\nREPORT\n[caption]",
    );
    check("REPORT\n![The quay](quay.jpg)", "REPORT\n[caption]");
}

#[test]
fn a_report_about_uniformed_men_is_no_caption() {
    untouched("A group of men wearing uniforms and carrying rifles attacked the market and killed a trader.");
    untouched("Des hommes portant des fusils, en tenue militaire, ont attaqué le quai.");
    untouched("© Lanto Info - Deux bacs ont coulé mardi au large du port, faisant neuf morts et vingt disparus.");
}

#[test]
fn bulletins_and_live_pages_stay_whole() {
    untouched("HEADLINES | SATURDAY 3 APRIL 2021\n\nLANTO - Nine dead in ferry\nSPORT - Squad named\nWEATHER - Haze");
    untouched("[LIVE] Ferry sinks\n\n21:00 – Search ends.\n\n19:40 – Nine bodies found.\n\n18:05 – Ferry missing.");
    untouched("- Casernes : RAS.\n- Pont : barricades.\n\nBILAN : 03 morts.\n\nProchain point : 22H00.");
}
