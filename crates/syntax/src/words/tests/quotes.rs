use super::{EN, FR, ends, english, french};

#[test]
fn quotes_of_all_kinds_are_words() {
    french("« Non », “oui”, ‹ si › et \"là\"", "«|Non|»|,|“|oui|”|,|‹|si|›|et|\"|là|\"");
    english("‘We’ and “they” and ''you''", "‘|We|’|and|“|they|”|and|''|you|''");
    french("«Non»", "«|Non|»");
}

#[test]
fn quotes_close_with_their_sentence() {
    ends("\"We fled.\" || They hid.", &EN);
    ends("“We fled.” || They hid.", &EN);
    ends("« Ils fuient. » || Puis rien.", &FR);
    ends("« Ils\u{a0}fuient\u{a0}!\u{a0}» || Puis rien.", &FR);
    ends("\" Ils fuient ! \" || Puis rien.", &FR);
    ends("(They fled.) || They hid.", &EN);
}

#[test]
fn quotes_open_with_theirs() {
    ends("They fled. || \"We hid.\" || So it was.", &EN);
    ends("Ils ont fui. || « Nous étions là. || Puis eux », dit-il.", &FR);
    ends("They fled. || (They hid.)", &EN);
}

#[test]
fn who_speaks_belongs_to_the_quote() {
    ends("« Ils fuient ! » a dit M. Sow.", &FR);
    ends("\"Where are they?\" she asked.", &EN);
    ends("\"Leave!\" — the men shouted.", &EN);
    ends("« Où sont-ils ? » — c'était sa question.", &FR);
    ends("Il a dit : « Nous partons. »", &FR);
}
