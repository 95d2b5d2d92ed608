import type { words } from './es/all'

/** Spanish is the first language: its files say which words there are, the others have to keep up. */
export type Words = typeof words
