// The live map: borders from the program itself, points counted by the server and clustered here, rings as wide as the
// places are vague. Nothing is asked of any other machine.
const css = (href) => new Promise((done, failed) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed });
  document.head.append(link);
});
const script = (src) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
});
const json = async (url) => {
  const answer = await fetch(url, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
};
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export async function start(place) {
  const words = JSON.parse(place.dataset.words);
  const [library, data, world] = await Promise.all([
    import(place.dataset.library), json(place.dataset.points), json(place.dataset.world),
    css(place.dataset.style), script(place.dataset.topo),
  ]);
  const maplibre = library.default ?? library;
  (library.setWorkerUrl ?? maplibre.setWorkerUrl)(new URL(place.dataset.worker, location.href).href);
  const countries = window.topojson.feature(world, world.objects.countries);
  const drawing = place.querySelector("svg");
  const room = document.createElement("div");
  room.className = "room";
  Object.assign(room.style, { position: "absolute", inset: "0" });
  place.classList.add("live");
  drawing.remove();
  place.append(room);
  const map = new maplibre.Map({
    container: room, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxZoom: 12,
    style: style(countries, data), ...view(data.points),
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-left");
  map.touchZoomRotate?.disableRotation();
  open(map, maplibre, words);
  // For whoever asks whether the map is there: our own tests.
  map.once("idle", () => { place.dataset.ready = "yes"; });
  return map;
}

function view(points) {
  const all = points.features.map((f) => f.geometry.coordinates);
  if (!all.length) return { center: [0, 12], zoom: 2 };
  const side = (n, f) => f(...all.map((c) => c[n]));
  const bounds = [[side(0, Math.min) - 1, side(1, Math.min) - 1], [side(0, Math.max) + 1, side(1, Math.max) + 1]];
  return { bounds, fitBoundsOptions: { padding: 30, maxZoom: 7 } };
}

function style(countries, data) {
  const [sea, land, border, accent, paper, ink, worse] =
    ["--sea", "--land", "--border", "--accent", "--paper", "--ink", "--worse"].map(colour);
  const size = (base, by) => ["+", base, ["*", by, ["sqrt", ["get", "incidents"]]]];
  const text = { "text-size": 12, "text-font": ["sans-serif"], "text-optional": true };
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: countries },
      points: { type: "geojson", data: dots(data.points, (p) => p === 1), cluster: true, clusterRadius: 32, clusterMaxZoom: 9,
        clusterProperties: { incidents: ["+", ["get", "incidents"]], killed: ["+", ["get", "killed"]] } },
      areas: { type: "geojson", data: dots(data.points, (p) => p > 1) },
      hot: { type: "geojson", data: data.hotspots },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": land } },
      { id: "border", type: "line", source: "countries", paint: { "line-color": border, "line-width": 0.8 } },
      { id: "hot", type: "circle", source: "hot", paint: { "circle-radius": 26, "circle-color": worse, "circle-opacity": 0.14, "circle-blur": 0.6 } },
      { id: "areas", type: "circle", source: "areas", paint: { "circle-radius": size(12, 3), "circle-color": accent, "circle-opacity": 0.12, "circle-stroke-color": accent, "circle-stroke-width": 1, "circle-stroke-opacity": 0.7 } },
      { id: "points", type: "circle", source: "points", paint: { "circle-radius": size(3, 2), "circle-color": accent, "circle-stroke-color": paper, "circle-stroke-width": 1.2 } },
      { id: "names", type: "symbol", source: "points", filter: ["!", ["has", "point_count"]], layout: { ...text, "text-field": ["get", "name"], "text-offset": [0, 1], "text-anchor": "top" }, paint: { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.4 } },
      { id: "counts", type: "symbol", source: "points", filter: ["has", "point_count"], layout: { ...text, "text-field": ["to-string", ["get", "incidents"]], "text-allow-overlap": true }, paint: { "text-color": paper, "text-halo-color": accent, "text-halo-width": 1 } },
    ],
  };
}

const dots = (all, of) => ({ ...all, features: all.features.filter((f) => of(f.properties.precision)) });

function open(map, maplibre, words) {
  const box = new maplibre.Popup({ closeButton: false });
  for (const layer of ["points", "areas"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
    map.on("click", layer, async (e) => {
      const [hit] = e.features, p = hit.properties;
      if (p.point_count) {
        const zoom = await map.getSource("points").getClusterExpansionZoom(p.cluster_id);
        return map.easeTo({ center: hit.geometry.coordinates, zoom });
      }
      const link = Object.assign(document.createElement("a"), { href: p.address, textContent: `${p.name}: ${p.incidents} ${words.incidents}` });
      box.setLngLat(hit.geometry.coordinates).setDOMContent(link).addTo(map);
    });
  }
}
