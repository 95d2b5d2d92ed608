import type { TemplateQuery } from '@/api/queries/templates'
import { type RawSearch, textsIn } from '@/lib/search'

const KEYS = ['q', 'status', 'category', 'language'] as const
export type TemplateSearch = Partial<Record<(typeof KEYS)[number], string>>

export function templateSearch(search: RawSearch): TemplateSearch {
  return textsIn(search, KEYS)
}

export function templateQuery({ q, status, category, language }: TemplateSearch): TemplateQuery {
  return {
    ...(q && { q }),
    ...(status && { status }),
    ...(category && { category: category as TemplateQuery['category'] }),
    ...(language && { language }),
  }
}
