//! All routes below /api/v1.

use super::call::Work;
use super::param::{Kind, Param};
use super::{brief, browse, decisions, feeds, gone, incidents, judged, openapi, reports, status};
use crate::auth::Role;

/// A route: how it is asked, by whom, and what it answers.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// Its path below /api/v1, with names in braces.
    pub path: &'static str,
    /// What stands in the path.
    pub in_path: &'static [&'static str],
    /// A word that names it.
    pub name: &'static str,
    /// What it does.
    pub says: &'static str,
    /// The least role that may.
    pub needs: Role,
    /// A token must have one of these scopes.
    pub scopes: &'static [&'static str],
    /// What may be asked.
    pub query: &'static [Param],
    /// Kind of the answer.
    pub kind: &'static str,
    /// Shape of the answer, where it is JSON.
    pub shape: &'static str,
    /// How long an answer is good.
    pub fresh: Fresh,
    /// The work.
    pub work: Work,
}

/// How a route is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To read.
    Get,
    /// To change.
    Post,
}

/// How long an answer is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fresh {
    /// As long as the record does not change.
    Record,
    /// So too, and it is worth keeping.
    Costly,
    /// Nobody can say.
    Never,
}

const READ: &[&str] = &["read"];
const FEEDS: &[&str] = &["feeds", "read"];
const WRITE: &[&str] = &["write"];
const JSON: &str = "application/json";

const fn param(name: &'static str, kind: Kind, says: &'static str) -> Param {
    Param { name, kind, says, must: false }
}

const fn must(name: &'static str, kind: Kind, says: &'static str) -> Param {
    Param { name, kind, says, must: true }
}

const COUNTRY: Param = param("country", Kind::Country, "Country, ISO 3166 alpha-3.");
const ADMIN1: Param = param("admin1", Kind::Words(100), "First-level region, as the ledger writes it.");
const FROM: Param = param("from", Kind::Day, "First day.");
const TO: Param = param("to", Kind::Day, "Last day.");
const LIMIT: Param = param("limit", Kind::Number(1, 500), "Things on a page; 100 if nothing is said.");
const CURSOR: Param = param("cursor", Kind::Cursor, "The next of the page before.");
const SINCE: Param = param("updated_since", Kind::Time, "Only what changed after this time, in the order of change.");
const KNOWN: Param = param("known", Kind::Day, "As the record stood at the end of this day.");
const LANG: Param = param("lang", Kind::One(&["en", "fr"]), "Language of the words.");
const TYPE: Param = param("type", Kind::Words(100), "Type or sub-type of the codebook.");
const ACTOR: Param = param("actor", Kind::Words(200), "A party on either side, as the ledger writes it.");
const KILLED: Param = param("killed", Kind::Number(0, 1_000_000_000), "At least so many killed, by the best claim.");
const INCIDENT: Param = param("incident", Kind::Words(200), "Of this incident.");
const CIVILIANS: Param = param("civilians", Kind::Flag, "Only what hit civilians.");
const BY: Param = param(
    "by",
    Kind::One(&["month", "type", "sub-type", "actor", "country", "region", "place"]),
    "A count for every one of these.",
);
const AGAINST: Param =
    param("against", Kind::One(&["last", "year-before", "mean-3", "mean-12"]), "The period to compare with.");

const FILTERS: &[Param] = &[COUNTRY, ADMIN1, FROM, TO, TYPE, ACTOR, KILLED, SINCE, KNOWN, LIMIT, CURSOR];
const VIEW: &[Param] = &[COUNTRY, ADMIN1, FROM, TO, TYPE, LANG];

const fn read(
    path: &'static str,
    name: &'static str,
    shape: &'static str,
    query: &'static [Param],
    work: Work,
    says: &'static str,
) -> Route {
    let (method, needs, fresh) = (Method::Get, Role::Reader, Fresh::Record);
    Route { method, path, in_path: &[], name, says, needs, scopes: READ, query, kind: JSON, shape, fresh, work }
}

const fn feed(path: &'static str, name: &'static str, kind: &'static str, work: Work, says: &'static str) -> Route {
    Route { kind, scopes: FEEDS, fresh: Fresh::Costly, ..read(path, name, "", VIEW, work, says) }
}

/// All of them.
pub const ROUTES: &[Route] = &[
    read(
        "/incidents",
        "listIncidents",
        "IncidentPage",
        FILTERS,
        Work::Read(incidents::list),
        "Incidents, newest first.",
    ),
    Route {
        kind: "application/geo+json",
        ..read(
            "/incidents.geojson",
            "mapIncidents",
            "FeatureCollection",
            FILTERS,
            Work::Read(incidents::geojson),
            "Incidents that have a place, as GeoJSON. A point says how exactly it is known.",
        )
    },
    Route {
        in_path: &["id"],
        ..read(
            "/incidents/{id}",
            "getIncident",
            "IncidentAnswer",
            &[],
            Work::Read(incidents::one),
            "One incident with all its claims. A name that it had before leads to it.",
        )
    },
    Route {
        in_path: &["id"],
        ..read(
            "/incidents/{id}/claims",
            "getClaims",
            "Claims",
            &[],
            Work::Read(incidents::ledger),
            "The ledger of an incident: every value, who says it, how firmly, and in which words.",
        )
    },
    read(
        "/events",
        "listEvents",
        "EventPage",
        &[INCIDENT, param("document", Kind::Words(2000), "Of this document."), LIMIT, CURSOR],
        Work::Read(reports::events),
        "Events of the documents, as people left them.",
    ),
    read(
        "/documents",
        "listDocuments",
        "DocumentPage",
        &[SINCE, LIMIT, CURSOR],
        Work::Read(reports::list),
        "Documents in the order in which they came, without their text.",
    ),
    Route {
        in_path: &["id"],
        ..read(
            "/documents/{id}",
            "getDocument",
            "DocumentAnswer",
            &[],
            Work::Read(reports::one),
            "One document with its clean text, and what is coded of it with the spans that say so.",
        )
    },
    read(
        "/campaigns",
        "listCampaigns",
        "CampaignPage",
        &[INCIDENT, LIMIT, CURSOR],
        Work::Read(reports::campaigns),
        "Incidents that belong to one operation.",
    ),
    read(
        "/contradictions",
        "listContradictions",
        "ContradictionPage",
        &[INCIDENT, LIMIT, CURSOR],
        Work::Read(reports::contradictions),
        "Claims that cannot all be true: between incidents and totals, or within one incident.",
    ),
    read(
        "/deletions",
        "listDeletions",
        "DeletionPage",
        &[SINCE, LIMIT, CURSOR],
        Work::Read(gone::deletions),
        "Incidents of which nothing is left.",
    ),
    read(
        "/redirects",
        "listRedirects",
        "RedirectPage",
        &[SINCE, LIMIT, CURSOR],
        Work::Read(gone::redirects),
        "Names of incidents that are part of another now.",
    ),
    Route {
        fresh: Fresh::Costly,
        ..read(
            "/counts",
            "count",
            "Counts",
            &[COUNTRY, ADMIN1, TYPE, ACTOR, CIVILIANS, FROM, TO, BY, AGAINST],
            Work::Read(judged::counts),
            "Events, people killed, civilians hit and demonstrations, and how they changed.",
        )
    },
    read(
        "/assessments",
        "listAssessments",
        "Verdicts",
        &[COUNTRY],
        Work::Read(judged::verdicts),
        "Verdicts of all countries and months.",
    ),
    Route {
        in_path: &["country", "month"],
        fresh: Fresh::Costly,
        ..read(
            "/assessments/{country}/{month}",
            "getAssessment",
            "Assessment",
            &[KNOWN, ADMIN1],
            Work::Read(judged::assessment),
            "The verdict of a country, or of a region of it, on a month: with rule, figures, movers and what would flip it.",
        )
    },
    Route {
        fresh: Fresh::Costly,
        ..read(
            "/alerts",
            "listAlerts",
            "Alerts",
            &[COUNTRY, ADMIN1, FROM, TO],
            Work::Read(judged::alerts),
            "What a reader should not miss, oldest first.",
        )
    },
    Route {
        fresh: Fresh::Costly,
        ..read(
            "/forecast",
            "forecast",
            "Forecasts",
            &[
                COUNTRY,
                param("regions", Kind::Flag, "By first-level region rather than by country."),
                param("events", Kind::Flag, "Violent incidents rather than people killed."),
                param("months", Kind::Number(1, 24), "How many months ahead."),
            ],
            Work::Read(judged::forecast),
            "What the coming months may bring, as quantiles.",
        )
    },
    Route {
        fresh: Fresh::Costly,
        ..read(
            "/indicators",
            "listIndicators",
            "Indicators",
            &[COUNTRY, TO],
            Work::Read(judged::indicators),
            "Humanitarian and conflict totals as series, with date, source and staleness.",
        )
    },
    Route {
        fresh: Fresh::Costly,
        ..read(
            "/brief",
            "brief",
            "Brief",
            &[COUNTRY, FROM, TO, LANG],
            Work::Read(brief::brief),
            "A situation report in which every sentence cites its words.",
        )
    },
    read(
        "/sources",
        "listSources",
        "Sources",
        &[],
        Work::Still(status::sources),
        "Who publishes, with grades and why.",
    ),
    Route {
        fresh: Fresh::Never,
        ..read("/status", "status", "Status", &[], Work::Read(status::status), "What the record holds.")
    },
    read(
        "/search",
        "search",
        "Hits",
        &[
            must("q", Kind::Words(200), "Words, with or without accents; in quotation marks they stand together."),
            param("limit", Kind::Number(1, 100), "Reports at most; 20 if nothing is said."),
        ],
        Work::Read(reports::search),
        "Reports that have these words, the last first, with the incidents that they tell.",
    ),
    read(
        "/decisions",
        "listDecisions",
        "DecisionPage",
        &[INCIDENT, LIMIT, CURSOR],
        Work::Read(decisions::list),
        "What people ruled, in their order.",
    ),
    Route {
        method: Method::Post,
        needs: Role::Analyst,
        scopes: WRITE,
        fresh: Fresh::Never,
        ..read(
            "/decisions",
            "decide",
            "DecisionAnswer",
            &[],
            Work::Rule(decisions::decide),
            "Rules on an incident or an event: confirm, correct, reject, merge, split or note. Grading a source needs an editor.",
        )
    },
    feed(
        "/feeds/incidents.atom",
        "feedIncidents",
        "application/atom+xml",
        Work::Read(feeds::atom),
        "A view of incidents as a feed, the last changed first.",
    ),
    feed(
        "/feeds/incidents.geojson",
        "feedMap",
        "application/geo+json",
        Work::Read(feeds::geojson),
        "A view of incidents as a map that may leave: without sensitive sources.",
    ),
    feed(
        "/feeds/warnings.zip",
        "feedWarnings",
        "application/zip",
        Work::Read(feeds::cap),
        "Warnings by the Common Alerting Protocol 1.2, drafts until somebody confirmed their incident.",
    ),
    read("/openapi.json", "openapi", "OpenApi", &[], Work::Still(openapi::answer), "This description."),
    Route {
        kind: "text/html; charset=utf-8",
        ..read("/docs", "docs", "", &[], Work::Still(browse::answer), "This description as a page.")
    },
];
