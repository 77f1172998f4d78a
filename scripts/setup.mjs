// Installs what package-lock.json asks for, unless it is there already. Node built-ins only: this runs before anything else.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The packages a lock file lists, or none where the file is absent. */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** Whether node_modules holds every package at the version of the lock. Comparing contents survives a checkout, file times do not. */
function isInstalled() {
  const installed = lockedPackages(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(lockedPackages(join(root, 'package-lock.json'))).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') ||
      entry.optional === true ||
      (installed[path] !== undefined && installed[path].version === entry.version),
  );
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Mantile needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}
if (!isInstalled()) {
  console.error('Installing what package-lock.json lists …');
  // A shell, because npm is a .cmd file on Windows; one fixed string, because a shell joins arguments unquoted.
  const { status } = spawnSync('npm ci --no-audit --no-fund --loglevel=error', {
    cwd: root,
    shell: true,
    // What npm says goes to stderr, so that `npm start > file` holds the program's output alone.
    stdio: ['ignore', 2, 2],
  });
  process.exit(status ?? 1);
}
