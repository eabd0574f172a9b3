// Looks at the page of a running job in Chromium, as a person does, and prints what the page's thread did as JSON.
//   node job_page.mjs PLAYWRIGHT CHROMIUM ADDRESS PASSWORD JOB SECONDS SCREENSHOT
import { createRequire } from "node:module";

const [playwright, executablePath, address, password, job, seconds, screenshot] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(playwright);
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(30_000);
  await page.goto(`${address}/login`);
  await page.fill("input[name=username]", "admin");
  await page.fill("input[name=password]", password);
  await page.click("button.btn-primary");
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
  const opened = performance.now();
  await page.goto(`${address}/jobs/${job}`);
  await page.waitForSelector("#table tbody tr:not(.pad)");
  const ready = performance.now() - opened;
  await page.evaluate(() => {
    window.seen = { frames: [], tasks: [] };
    new PerformanceObserver((list) => list.getEntries().forEach((task) => window.seen.tasks.push(task.duration)))
      .observe({ entryTypes: ["longtask"] });
    let last = performance.now();
    const frame = (now) => {
      window.seen.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const reactions = [];
  const timed = async (act) => {
    const begun = performance.now();
    await act();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    reactions.push(performance.now() - begun);
  };
  const until = performance.now() + Number(seconds) * 1000;
  for (let i = 0; performance.now() < until; i++) {
    await timed(() => page.focus("#grid"));
    await timed(() => page.keyboard.press("ArrowRight"));
    await timed(() => page.locator("#table").evaluate((table, way) => table.scrollBy(0, way), i % 20 < 10 ? 400 : -400));
    await timed(() => page.click(`[data-show="${["ok", "running", "pending", ""][i % 4]}"]`));
    await timed(() => page.fill("#q", ["", "1", "", "99"][i % 4]));
    await page.waitForTimeout(250);
    if (i === 8) {
      await page.fill("#q", "");
      await page.click('[data-show=""]');
      await page.screenshot({ path: screenshot });
    }
  }
  const seen = await page.evaluate(() => ({
    ...window.seen,
    done: document.querySelector("[data-job=over]").textContent,
    heap: performance.memory ? performance.memory.usedJSHeapSize : 0,
    elements: document.getElementsByTagName("*").length,
  }));
  console.log(JSON.stringify({ ready, reactions, ...seen }));
} finally {
  await browser.close();
}
