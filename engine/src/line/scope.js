/// Whose work is being done: what a line starts runs in its scope, so that a fault that nobody caught ends that line and no other.
import { AsyncLocalStorage } from 'node:async_hooks'

/** @type {AsyncLocalStorage<import('./line.js').Line>} */
export const scope = new AsyncLocalStorage()
