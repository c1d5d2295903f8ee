import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules');

export const packageFolder = (name) => path.join(modules, name);
export const readJson = (name, file) => JSON.parse(fs.readFileSync(path.join(packageFolder(name), file), 'utf8'));
