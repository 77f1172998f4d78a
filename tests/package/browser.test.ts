import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

const execute = promisify(execFile);
const { directory, programs } = inject('consumer');
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

async function bundle(program: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: directory,
    entryPoints: [`${program}.mjs`],
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0]!.text;
}

/** Runs a script in an empty page and returns what it says on the console. */
async function runInPage(browser: Browser, script: string): Promise<string> {
  const page = await browser.newPage();
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.text()}\n`));
  page.on('pageerror', (error) => lines.push(`${error.stack ?? error.message}\n`));
  await page.addScriptTag({ content: script });
  await page.close();
  return lines.join('');
}

describe('the installed packages in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    if (!existsSync(executablePath)) {
      throw new Error(
        `No Chromium at ${executablePath}: install it (Debian: apt-get install chromium) or name another in CHROMIUM.`,
      );
    }
    // Containers run as root, where Chromium's sandbox cannot start; the page is our own.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
  });

  test.each(programs)('%s gives the same result as in Node', async (program) => {
    const { stdout } = await execute(process.execPath, [join(directory, `${program}.mjs`)]);
    expect(await runInPage(browser, await bundle(program))).toBe(stdout);
  });
});
