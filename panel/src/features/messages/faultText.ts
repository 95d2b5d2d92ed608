import type { TFunction } from 'i18next'
import type { Fault } from './draft'

export function faultText(fault: Fault | undefined, t: TFunction): string | undefined {
  switch (fault) {
    case undefined:
      return undefined
    case 'missing':
      return t('messages.compose.missing')
    case 'badNumber':
      return t('messages.compose.badNumber')
    case 'badLatitude':
      return t('messages.compose.badCoordinate', { low: -90, high: 90 })
    case 'badLongitude':
      return t('messages.compose.badCoordinate', { low: -180, high: 180 })
    case 'badOptions':
      return t('messages.compose.badOptions')
    case 'badRows':
      return t('messages.compose.badRows')
    case 'badProducts':
      return t('messages.compose.badProducts')
    case 'badUrl':
      return t('messages.compose.badUrl')
    case 'badJson':
      return t('messages.compose.badJson')
    case 'badObject':
      return t('messages.compose.badObject')
    default:
      return fault satisfies never
  }
}
