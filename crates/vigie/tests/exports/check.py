"""Loads every export as its users do. Prints `NAME ok ...` or `NAME missing LIBRARY` a line; fails on what is wrong."""

import csv
import datetime
import io
import json
import sys
import zipfile
from pathlib import Path

FOLDER = Path(sys.argv[1])
EMPTY = len(sys.argv) > 2 and sys.argv[2] == "empty"


def acled():
    import pandas as pd

    frame = pd.read_csv(FOLDER / "acled.csv", parse_dates=["event_date"])
    assert list(frame.columns) == ACLED, list(frame.columns)
    if EMPTY:
        assert frame.empty
        return "0 rows"
    for column in ["year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"]:
        assert pd.api.types.is_integer_dtype(frame[column]), (column, frame[column].dtype)
    for column in ["latitude", "longitude"]:
        assert pd.api.types.is_float_dtype(frame[column]), (column, frame[column].dtype)
    assert pd.api.types.is_datetime64_any_dtype(frame["event_date"])
    assert frame["event_id_cnty"].is_unique
    assert frame[["country", "location", "latitude", "longitude", "iso"]].notna().all().all()
    assert (frame["event_date"].dt.year == frame["year"]).all()
    assert set(frame["time_precision"]) <= {1, 2, 3} and set(frame["geo_precision"]) <= {1, 2, 3}
    # What people do with it: a table of months, a filter by actor, people killed in attacks on civilians.
    monthly = frame.groupby([frame["event_date"].dt.to_period("M"), "event_type"])["fatalities"].sum()
    assert monthly.sum() == frame["fatalities"].sum()
    civilians = frame[frame["civilian_targeting"] == "Civilian targeting"]
    assert civilians["actor2"].notna().all()
    numeric = pd.read_csv(FOLDER / "acled-numeric.csv")
    for column in ["inter1", "inter2", "interaction"]:
        assert pd.api.types.is_integer_dtype(numeric[column]), (column, numeric[column].dtype)
    return f"{len(frame)} rows, {int(frame['fatalities'].sum())} killed"


def ucdp():
    import pandas as pd

    frame = pd.read_csv(FOLDER / "ucdp.csv", parse_dates=["date_start", "date_end"])
    assert list(frame.columns) == UCDP, list(frame.columns)
    if EMPTY:
        return "0 rows"
    for column in ["id", "year", "type_of_violence", "side_a_new_id", "side_b_new_id", "dyad_new_id", "where_prec",
                   "priogrid_gid", "country_id", "event_clarity", "date_prec", "deaths_a", "deaths_b",
                   "deaths_civilians", "deaths_unknown", "best", "high", "low"]:
        assert pd.api.types.is_integer_dtype(frame[column]), (column, frame[column].dtype)
    assert pd.api.types.is_bool_dtype(frame["active_year"])
    parts = frame[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    assert (parts == frame["best"]).all()
    assert ((frame["low"] <= frame["best"]) & (frame["best"] <= frame["high"])).all()
    assert (frame["date_start"] <= frame["date_end"]).all() and frame["id"].is_unique
    return f"{len(frame)} rows"


def parquet():
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = FOLDER / "incidents.parquet"
    if not path.exists():
        return "not built"
    kinds = {"date_from": pa.date32(), "latitude": pa.float64(), "killed_best": pa.int64(), "id": pa.string()}
    for column, kind in kinds.items():
        assert pq.read_schema(path).field(column).type == kind, column
    with open(FOLDER / "incidents.csv", newline="", encoding="utf-8") as file:
        same(pq.read_table(path), list(csv.reader(file)))
    count = every_table(pq)
    try:
        import duckdb

        counted = duckdb.sql(f"SELECT COUNT(*) FROM '{path}' WHERE date_from IS NOT NULL").fetchall()[0][0]
        assert counted == sum(1 for day in pq.read_table(path)["date_from"].to_pylist() if day)
    except ImportError:
        pass
    return f"{count[0]} tables, {count[1]} rows"


def every_table(pq):
    """Every table of the one ZIP is that of the other, row by row."""
    tables = rows = 0
    with zipfile.ZipFile(FOLDER / "tables-parquet.zip") as made, zipfile.ZipFile(FOLDER / "tables.zip") as told:
        names = [name.removesuffix(".csv") for name in told.namelist() if name != "dictionary.csv"]
        assert made.namelist() == [f"{name}.parquet" for name in names] + ["dictionary.csv"], made.namelist()
        for name in names:
            text = io.TextIOWrapper(told.open(f"{name}.csv"), encoding="utf-8", newline="")
            table = pq.read_table(io.BytesIO(made.read(f"{name}.parquet")))
            same(table, list(csv.reader(text)))
            tables, rows = tables + 1, rows + table.num_rows
    return tables, rows


def same(table, told):
    """The columns in their order, and every value as the CSV tells it."""
    assert table.column_names == told[0], (table.column_names, told[0])
    assert table.num_rows == len(told) - 1
    for row, cells in zip(table.to_pylist(), told[1:]):
        for (column, value), cell in zip(row.items(), cells):
            assert is_same(value, cell), (column, value, cell)


def is_same(value, cell):
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, float):
        # The text has four places.
        return abs(value - float(cell)) <= 0.00005
    if isinstance(value, datetime.datetime):
        return cell == value.strftime("%Y-%m-%dT%H:%M:%SZ")
    # An apostrophe keeps what a sheet would run as a formula.
    return str(value) in (cell, cell.removeprefix("'"))


def stix():
    import stix2

    bundle = stix2.parse((FOLDER / "stix.json").read_text(encoding="utf-8"))
    reports = [o for o in bundle.objects if o.type == "report"]
    ids = {o.id for o in bundle.objects}
    for report in reports:
        assert set(report.object_refs) <= ids
        assert report.modified >= report.created
    store = stix2.MemoryStore(bundle.objects)
    assert len(store.query([stix2.Filter("type", "=", "report")])) == len(reports)
    return f"{len(reports)} reports"


def geojson():
    from shapely.geometry import shape
    from shapely.geometry.polygon import orient

    collection = json.loads((FOLDER / "map.geojson").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    drawn = [shape(f["geometry"]) for f in collection["features"] if f["geometry"]]
    for geometry in drawn:
        assert geometry.is_valid and not geometry.is_empty
        if geometry.geom_type == "Polygon":
            assert geometry.exterior.is_ccw and orient(geometry).equals(geometry)
    return f"{len(collection['features'])} features, {len(drawn)} drawn"


def xlsx():
    import openpyxl

    book = openpyxl.load_workbook(FOLDER / "book.xlsx")
    assert book.sheetnames[:2] == ["incidents", "claims"] and "dictionary" in book.sheetnames
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
    return f"{book['incidents'].max_row - 1} rows"


def tables():
    names = []
    with zipfile.ZipFile(FOLDER / "tables.zip") as archive:
        for name in archive.namelist():
            rows = list(csv.reader(io.TextIOWrapper(archive.open(name), encoding="utf-8", newline="")))
            assert len({len(row) for row in rows}) == 1, name
            names.append(name)
    return " ".join(names)


def hxl():
    with open(FOLDER / "hxl.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert all(tag.startswith("#") for tag in rows[1]) and len(set(rows[1])) == len(rows[1])
    return f"{len(rows) - 2} rows"


ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
latitude longitude geo_precision source source_scale notes fatalities tags timestamp""".split()
UCDP = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob""".split()

for check in [acled, ucdp, parquet, stix, geojson, xlsx, tables, hxl]:
    try:
        print(check.__name__, "ok", check())
    except ModuleNotFoundError as missing:
        print(check.__name__, "missing", missing.name)
