// Draws the link chart from the tables of the page, so that both say the same. Without it the tables are all there is.
"use strict";

(() => {
  const place = document.getElementById("chart");
  if (!place || !window.cytoscape) return;
  const rows = (name) => [...document.querySelectorAll(`#said tr[data-${name}]`)];
  const root = rows("thing")[0]?.dataset.thing;
  document.getElementById("drawing").hidden = false;

  /* Colours of the house as the drawing needs them: worked out, in light or in dark. */
  function colours(onPaper) {
    const probe = document.createElement("span");
    probe.style.colorScheme = onPaper ? "light" : "";
    place.append(probe);
    const of = (name) => { probe.style.color = `var(--so-${name})`; return getComputedStyle(probe).color; };
    const found = Object.fromEntries(["ink", "ink-2", "paper", "edge", "accent", "accent-soft", "on-accent", "warn", "warn-soft", "ok", "ok-soft"].map((name) => [name, of(name)]));
    probe.remove();
    return found;
  }
  function style(onPaper = false) {
    const c = colours(onPaper);
    const kind = (name, shape, line, fill) => ({ selector: `node[kind = "${name}"]`, style: { shape, "border-color": line, "background-color": fill } });
    return [
      { selector: "node", style: { label: "data(label)", color: c.ink, "font-size": 15, "font-family": getComputedStyle(document.body).fontFamily, "text-valign": "bottom", "text-margin-y": 5, "text-wrap": "ellipsis", "text-max-width": 180, "text-background-color": c.paper, "text-background-opacity": .8, "text-background-padding": 2, width: 30, height: 30, "border-width": 2 } },
      kind("case", "round-rectangle", c.accent, c.accent), kind("person", "ellipse", c.accent, c["accent-soft"]), kind("identifier", "diamond", c.warn, c["warn-soft"]),
      kind("document", "rectangle", c.edge, c.paper), kind("lead", "cut-rectangle", c.ok, c["ok-soft"]),
      { selector: "node[?open]", style: { "border-width": 4 } },
      { selector: `node[id = "${root}"]`, style: { width: 44, height: 44, "font-weight": 600 } },
      { selector: "edge", style: { label: "data(says)", color: c["ink-2"], "font-size": 12, width: 1.5, "line-color": c.edge, "target-arrow-color": c.edge, "target-arrow-shape": "triangle", "arrow-scale": .8, "curve-style": "bezier", "text-rotation": "autorotate", "text-background-color": c.paper, "text-background-opacity": .85, "text-background-padding": 2, "min-zoomed-font-size": 6 } },
      { selector: "node:selected", style: { "border-color": c.ink, "border-width": 4 } },
      { selector: ".aside", style: { opacity: .2 } },
    ];
  }

  const cy = cytoscape({ container: place, style: style(), minZoom: .15, maxZoom: 3, userZoomingEnabled: false });

  /* Things that were there keep their place; new ones begin around what was opened. Nothing is left to chance. */
  function draw() {
    const things = rows("thing"), links = rows("from");
    const ids = new Set(things.map((row) => row.dataset.thing));
    cy.startBatch();
    cy.nodes().filter((node) => !ids.has(node.id())).remove();
    cy.edges().remove();
    things.forEach((row, n) => {
      const data = { id: row.dataset.thing, kind: row.dataset.kind, label: row.dataset.label, open: "open" in row.dataset };
      const known = cy.getElementById(data.id);
      if (known.nonempty()) return known.data(data);
      const near = links.find((link) => link.dataset.to === data.id || link.dataset.from === data.id);
      const beside = near && cy.getElementById(near.dataset.to === data.id ? near.dataset.from : near.dataset.to);
      const from = beside?.nonempty() ? beside.position() : { x: 0, y: 0 };
      cy.add({ data, position: { x: from.x + 140 * Math.cos(n * 2.4), y: from.y + 140 * Math.sin(n * 2.4) } });
    });
    links.forEach((row, n) => cy.add({ data: { id: `link:${n}`, source: row.dataset.from, target: row.dataset.to, says: row.dataset.says } }));
    cy.endBatch();
    cy.layout({ name: "cose", animate: false, randomize: false, fit: true, padding: 36, nodeDimensionsIncludeLabels: true, idealEdgeLength: () => 95, nodeRepulsion: () => 9000, nodeOverlap: 24, gravity: .6 }).run();
    place.setAttribute("aria-label", `Link chart of ${things.length} things and ${links.length} links. The tables below say the same.`);
    if (cy.zoom() > 1.4) { cy.zoom(1.4); cy.center(); }
  }

  /* What was chosen is said in words, with the same links as its row in the table. */
  const picked = document.getElementById("picked"), nothing = picked.firstElementChild;
  function pick(node) {
    cy.elements().removeClass("aside");
    if (!node) return picked.replaceChildren(nothing);
    cy.elements().not(node.closedNeighborhood()).addClass("aside");
    const row = rows("thing").find((each) => each.dataset.thing === node.id());
    if (!row) return picked.replaceChildren(nothing);
    const says = document.createElement("p"), bar = document.createElement("div"), name = document.createElement("bdi");
    name.textContent = row.dataset.label;
    says.append(Object.assign(document.createElement("span"), { className: "so-quiet", textContent: `${row.cells[1].textContent}: ` }), name);
    says.className = "mb-2";
    bar.className = "so-bar";
    const page = row.querySelector("a.go"), step = row.querySelector("[data-step]");
    if (page) bar.append(Object.assign(document.createElement("a"), { className: "so-button small", href: page.href, textContent: "Open its page" }));
    if (step) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "so-button small", textContent: step.firstChild.textContent });
      button.addEventListener("click", () => step.click());
      bar.append(button);
    }
    picked.replaceChildren(says, bar);
  }
  cy.on("tap", (event) => pick(event.target === cy ? null : event.target.isNode?.() ? event.target : null));
  cy.on("dbltap", "node", (event) => rows("thing").find((row) => row.dataset.thing === event.target.id())?.querySelector("[data-step]")?.click());
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "said") return;
    draw();
    pick(null);
  });

  /* Buttons, paper, and the change from light to dark. */
  const zoom = (by) => cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const deeds = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), fit: () => cy.fit(undefined, 36), print: () => print() };
  document.getElementById("drawing").addEventListener("click", (event) => deeds[event.target.closest("[data-chart]")?.dataset.chart]?.());
  const sheet = document.getElementById("sheet");
  function toPaper() {
    cy.style(style(true));
    sheet.src = cy.png({ full: true, bg: "#ffffff", scale: 2, maxWidth: 2400, maxHeight: 2400 });
    cy.style(style());
  }
  addEventListener("beforeprint", toPaper);
  new MutationObserver(() => cy.style(style())).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
  addEventListener("resize", () => cy.resize());
  draw();
})();
