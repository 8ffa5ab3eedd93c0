// Walks every page of a report with Chromium and axe-core; some pages of each kind are also walked in the
// dark and in a narrow window.
//   node browser.mjs MODULES CHROMIUM REPORT
// MODULES is a node_modules folder with puppeteer-core and axe-core.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, chromium, folder] = process.argv.slice(2);
const report = resolve(folder);
const load = createRequire(join(resolve(modules), 'nothing.js'));
const puppeteer = load('puppeteer-core');
const axe = readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8');

const pages = readdirSync(report, { recursive: true })
  .filter((name) => name.endsWith('.html'))
  .sort();
// Pages in folders are many of one kind.
const seen = {};
const some = pages.filter((name) => {
  const kind = name.includes('/') ? name.split('/')[0] : name;
  seen[kind] = (seen[kind] ?? 0) + 1;
  return seen[kind] <= 3;
});
const complaints = [];
let walked = 0;
const browser = await (puppeteer.default ?? puppeteer).launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});

async function walk(names, scheme, width) {
  const tab = await browser.newPage();
  const say = (what) => complaints.push(`${relative(report, current)} (${scheme}, ${width}): ${what}`);
  let current = report;
  await tab.setViewport({ width, height: 900 });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  tab.on('requestfailed', (request) => say(`can't load ${request.url()}`));
  tab.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(report).href)) say(`asks for ${request.url()}`);
  });
  tab.on('console', (message) => say(`console: ${message.text()}`));
  for (const name of names) {
    walked += 1;
    current = join(report, name);
    await tab.goto(pathToFileURL(current).href, { waitUntil: 'load' });
    const facts = await tab.evaluate(() => ({
      wide: document.documentElement.scrollWidth - window.innerWidth,
      styled: getComputedStyle(document.body).margin !== '8px',
      small: [...document.querySelectorAll('body *')].filter(
        (one) => one.textContent.trim() && parseFloat(getComputedStyle(one).fontSize) < 16,
      ).length,
    }));
    if (facts.wide > 0) say(`is ${facts.wide} px too wide`);
    if (!facts.styled) say('has no stylesheet');
    if (facts.small > 0) say(`${facts.small} elements have text below 16 px`);
    // The page's own policy lets no script run; DevTools evaluates all the same.
    await tab.evaluate(axe);
    const found = await tab.evaluate(() =>
      window.axe.run(document, { resultTypes: ['violations'], preload: false }),
    );
    for (const { id, help, nodes } of found.violations) {
      say(`${id}: ${help}: ${nodes[0].html.slice(0, 200)}`);
    }
  }
  // Everything can be reached by keyboard: the first Tab goes to the link past the navigation.
  await tab.goto(pathToFileURL(join(report, 'index.html')).href);
  await tab.keyboard.press('Tab');
  const first = await tab.evaluate(() => {
    const { left, width } = document.activeElement.getBoundingClientRect();
    const { outlineStyle } = getComputedStyle(document.activeElement);
    return [document.activeElement.getAttribute('href'), left >= 0 && width > 0, outlineStyle];
  });
  if (first[0] !== '#main' || !first[1] || first[2] === 'none') say(`first stop: ${first}`);
  await tab.close();
}

await Promise.all([
  walk(pages, 'light', 1280),
  walk(some, 'light', 400),
  walk(some, 'dark', 1280),
  walk(some, 'dark', 400),
]);
await browser.close();
console.log(`${walked} walks over ${pages.length} pages: ${complaints.length} complaints`);
for (const complaint of complaints.slice(0, 40)) console.log(complaint);
process.exit(pages.length > 0 && complaints.length === 0 ? 0 : 1);
