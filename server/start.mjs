import { ensureBuilt, needNode } from './build.mjs'

/** `npm start`: the site as its sources are, then the server in this same process, so that Ctrl-C and the exit code are its own. */
needNode()
ensureBuilt()
await import('./run.mjs')
