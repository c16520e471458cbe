#!/usr/bin/env node
/** `npx inlay` in a clone: npm links what is there when it installs, and dist is built after that. */
require('../dist/inlay.js')
