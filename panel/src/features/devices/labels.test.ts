import { expect, it } from 'vitest'
import { labelsOf } from './labels'

it('labels_are_what_stands_between_commas_each_once', () => {
  expect(labelsOf(' ventas, zona  norte ,,ventas, ')).toEqual(['ventas', 'zona norte'])
  expect(labelsOf('')).toEqual([])
})
