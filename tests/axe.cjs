// Looks at HTML pages in headless Chromium with axe-core, and prints what it finds as JSON.
//
//     node tests/axe.cjs NODE_MODULES CHROMIUM PAGE.html ...
//
// Each page is looked at as on a desk and as on a phone, in light and in dark. A page that is wider than
// the phone is found as well. Nothing is fetched: a page that asks for anything is found, too.

const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [modules, executablePath, ...pages] = process.argv.slice(2);
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const VIEWS = [
  { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
];

async function found(browser, view) {
  const context = await browser.newContext(view);
  const page = await context.newPage();
  const all = [];
  let asked = [];
  page.on("request", (request) => asked.push(request.url()));
  for (const file of pages) {
    asked = [];
    await page.goto(pathToFileURL(file).href);
    const fetched = asked.slice(1);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => axe.run());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const add = (rule, target) => all.push({ page: path.basename(file), rule, target });
    violations.forEach(({ id, nodes }) => nodes.forEach(({ target }) => add(id, target.join(" "))));
    if (wide > 0) add("wider-than-the-window", `by ${wide} pixels`);
    fetched.forEach((address) => add("fetches", address));
  }
  await context.close();
  return all;
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: QUIET });
  const all = [];
  for (const view of VIEWS) all.push(...(await found(browser, view)));
  await browser.close();
  console.log(JSON.stringify({ found: all }));
})();
