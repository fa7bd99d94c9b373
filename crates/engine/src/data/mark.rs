//! What single words of grammar do in a sentence: the keys of `data/lang/<xx>/grammar.toml`.

use serde::Deserialize;

/// What a function word does. One word may do several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Mark {
    Determiner,
    Passive,
    Perfect,
    Negation,
    Irrealis,
    Conditional,
    If,
    Purpose,
    Infinitive,
    Achieved,
    AgentPrep,
    AgainstPrep,
    OfPrep,
    LocativePrep,
    NearPrep,
    /// Leads to a country that is near, and not the one: "close to Mali", "the border with Niger".
    BorderingPrep,
    /// Leads to the next of several in time: "in 2020, then in 2021".
    Then,
    FromPrep,
    WithPrep,
    /// Leads to who fights on the same side: "alongside", "with the support of".
    Beside,
    /// Leads to both sides of a fight: "between", "opposant".
    Between,
    OtherPrep,
    And,
    Clause,
    Alleged,
    Generic,
    Trend,
    Fiction,
    Foiled,
    Report,
    According,
    Claim,
    /// Begins what somebody says: "that", "que".
    That,
    /// Leads to whom an act is laid at the door of: "blamed on", "attribué à".
    Blame,
    Deny,
    PlaceNoun,
    RegionNoun,
    Before,
    Anaphor,
    Plural,
    Compass,
    PlaceAnaphor,
    /// Stands for the armed group named last: "the group".
    GroupAnaphor,
    /// Stands for the two countries named last: "the two countries".
    BothLands,
    /// Stands for the two governments, armies or groups named last: "both sides".
    BothSides,
    /// Those who speak: "we", "our".
    Ourselves,
    /// Several people named before: "they".
    They,
    /// Of several owners: "their".
    Theirs,
    Part,
    Scene,
    Relative,
    UnitNoun,
    AreaNoun,
    Tell,
    Pronoun,
    Linked,
    Reflexive,
    Support,
    Background,
    Title,
    /// "Own side:" heads the losses of those who report.
    OwnSide,
    /// "Enemy side:" heads the losses of those they fought.
    EnemySide,
    /// Beside the name of a country: where the report is not set, but next to it ("neighbouring", "voisin").
    Neighbour,
    /// Leads to whose men are counted: "in the ranks of", "parmi".
    Ranks,
    /// Names a text as the word of who issues it.
    Communique,
    RoadNoun,
    DistanceNoun,
    ScenePrep,
    /// Leads to where somebody goes.
    ToPrep,
    /// "The capital", of whichever country is meant.
    CapitalNoun,
    /// A verb that leads to what was only talked about: "discussed".
    Discuss,
    /// Somebody is still held: "was being held".
    StillHeld,
    /// An act was done on other days as well: "before", "already".
    Repeated,
    /// Somebody's relatives: "brothers", "wife".
    Kin,
    /// What forces set out on and tell of as their own: an offensive, a raid.
    Undertaken,
    /// Begins with a capital and is no place ("Operation", "Parliament").
    NoPlace,
    Possessive,
    /// "compared with": the date after it is not that of the number.
    Compared,
    /// "as of": the date after it is that of all numbers of the report.
    AsOf,
    /// "in memory of": what is named after it happened long ago.
    Remembered,
    /// "on" in "an accord on": what follows is what was agreed or talked about.
    About,
    /// "under" in "under the accord": what follows is what something is done by.
    ByPact,
    /// "came to power": a year behind it is that of the coup told next.
    CameToPower,
    /// "taken to", "évacués vers": where those hurt were brought.
    CarriedTo,
    /// Leads to what is said: "that".
    Said,
    /// A verb of saying that a clause follows and no noun: "said", while an offensive may be announced.
    Says,
    /// Says that somebody did what was told last: "did the same".
    Likewise,
    /// Names people, and after a noun says of what kind it is: "vols humanitaires".
    KindWord,
    /// "Celle de", "that of": stands for the noun told before it.
    SameNoun,
    /// Small words that may stand within a verb.
    Aside,
    /// Leads to what something was done because of: "in response to".
    Because,
    /// Leads to the name of those just told of: "known as".
    KnownAs,
    /// Leads to what somebody decided to do: "decided to", "its decision to".
    Decided,
    /// Between rulers and their land: "in power in".
    InPower,
    /// Says that an act came after another: "comes two days after".
    Follows,
    /// Says what somebody thinks of an act: "welcomed", "condemned".
    Reacts,
    /// Looks into an act that others did: "is investigating".
    Probes,
    /// Puts an act off to a day to come: "is planned".
    Scheduled,
    /// Leads to what a land suffers: "plagued by".
    PreyTo,
    /// Any and every one of its kind: "all".
    All,
    /// Nobody knows what follows: "it is not known".
    Unknown,
    /// Between an act and who lays it on somebody: "blamed by".
    BlamedBy,
    /// Leads to what a bill or a plan says shall be: "providing for".
    Foresees,
    /// Leads to what is counted over a time: "the number of".
    NumberOf,
    /// Leads to an act by those who made it or where it was: "the authors of".
    Makers,
    /// How long a state has lasted, which tells no day: "for months".
    Lasting,
    /// Those hurt or missing before are dead now: "succumbed to their wounds", "were found dead".
    Succumbed,
    /// Who governs or judges a town: what he does is done there.
    LocalOffice,
    /// Who governs a region, or the region told before: "the governor", "in the province".
    RegionOffice,
    /// Ends in "by", and says only who uses or keeps a place: "frequented by".
    KeptBy,
    /// A pronoun that means one person, never a group: "he".
    Person,
    /// A whole war, whose dead are those of no one act: "the civil war".
    War,
    /// What targets people without a weapon: "sanctions", "the inquiry".
    Measure,
    /// Says that a pact was broken: "violated".
    Broken,
    /// Behind a number: some of those told of right before it: "of them".
    OfThem,
    /// A part of the land that is not the town told before: "the north of the country".
    Elsewhere,
    /// Before a noun: an act of days gone by, not of the day beside it: "recent".
    Recent,
    /// Leads to a time over which something happened again: "for the second time".
    Nth,
    /// Leads to what an act did: "causing".
    Causing,
    /// Says of an act told before when or where it was: "happened".
    Happens,
    /// An act told before, by a word for no kind of act: "the incident".
    Incident,
    /// A push of an army over days, which is no single act: "the offensive".
    Offensive,
    /// Leads to the side from which somebody came into a town: "from the direction of".
    WayIn,
    /// Before "between" two lands: says whose ground something is on, and not who fought: "contested".
    Shared,
    /// Behind a number: a part of those told before: "of the dead".
    OfToll,
    /// Before a gerund: what goes on now: "are".
    Present,
    /// Behind a group and before an act: it did it: "was behind".
    Culprit,
    /// Between a road and its ends: "linking".
    Links,
    /// Says what somebody swears to do: "vowed".
    Pledge,
    /// Asks for a number: "how many".
    HowMany,
}
