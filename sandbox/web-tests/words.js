// Writes what WhatsApp Web's messages look like as protobuf JSON, by the pinned client's own definitions: each is encoded and
// decoded again, so that nothing is in it which would not come over the line. The hub's tests read the result.
//   node words.js ../../hub/src/test/resources/web/messages.json
import { writeFileSync } from 'node:fs'
import { generateWAMessageContent, proto } from 'baileys'

const ANA = '5491155550101@s.whatsapp.net'
const LID = '111122223333@lid'
const key = (id, more = {}) => ({ remoteJid: ANA, fromMe: false, id, ...more })
const bytes = (length, fill) => Buffer.alloc(length, fill)
const file = (mimetype, more = {}) => ({
  url: 'https://mmg.whatsapp.net/v/t62.7118-24/1_n.enc?ccb=11-4&oh=01&oe=69',
  directPath: '/v/t62.7118-24/1_n.enc?ccb=11-4&oh=01&oe=69',
  mediaKey: bytes(32, 1),
  fileSha256: bytes(32, 2),
  fileEncSha256: bytes(32, 3),
  fileLength: 12345,
  mediaKeyTimestamp: 1784550000,
  mimetype,
  ...more
})
const card = (name, number) =>
  `BEGIN:VCARD\nVERSION:3.0\nN:Pérez;${name};;;\nFN:${name} Pérez\nORG:Florería;Ventas\nTITLE:Dueña\n` +
  `TEL;type=CELL;type=VOICE;waid=${number}:+${number}\nEMAIL;type=WORK:ana@flores.example\n` +
  `ADR;type=HOME:;;Callao 1;Buenos Aires;BA;C1022;Argentina\nURL:https://flores.example\nBDAY:1990-12-31\nEND:VCARD`
const quoting = {
  stanzaId: 'QUOTED1',
  participant: ANA,
  quotedMessage: { conversation: '¿Abren hoy?' }
}
const made = async (content) => generateWAMessageContent(content, { logger: undefined })

const messages = {
  conversation: { conversation: 'hola' },
  extendedText: { extendedTextMessage: { text: 'hola', contextInfo: quoting } },
  forwarded: { extendedTextMessage: { text: 'cadena', contextInfo: { isForwarded: true, forwardingScore: 7 } } },
  mentioning: { extendedTextMessage: { text: '@5491155550101 @111122223333', contextInfo: { mentionedJid: [ANA, LID] } } },
  image: { imageMessage: file('image/jpeg', { caption: 'La factura', jpegThumbnail: bytes(40, 9), width: 640, height: 480, contextInfo: quoting }) },
  video: { videoMessage: file('video/mp4', { caption: 'mirá', seconds: 12 }) },
  gif: { videoMessage: file('video/mp4', { gifPlayback: true }) },
  videoNote: { ptvMessage: file('video/mp4', { seconds: 5 }) },
  audio: { audioMessage: file('audio/mpeg', { seconds: 100 }) },
  voice: { audioMessage: file('audio/ogg; codecs=opus', { seconds: 3, ptt: true, waveform: bytes(64, 5) }) },
  document: { documentMessage: file('application/pdf', { fileName: 'factura.pdf', title: 'factura' }) },
  documentWithCaption: { documentWithCaptionMessage: { message: { documentMessage: file('application/pdf', { fileName: 'a.pdf', caption: 'acá va' }) } } },
  sticker: { stickerMessage: file('image/webp', { isAnimated: false }) },
  animatedSticker: { stickerMessage: file('image/webp', { isAnimated: true }) },
  lottieSticker: { lottieStickerMessage: { message: { stickerMessage: file('application/was', { isLottie: true }) } } },
  location: { locationMessage: { degreesLatitude: -34.6, degreesLongitude: -58.4, name: 'Casa', address: 'Callao 1' } },
  liveLocation: { liveLocationMessage: { degreesLatitude: -34.6, degreesLongitude: -58.4, caption: 'voy', sequenceNumber: 1 } },
  contact: { contactMessage: { displayName: 'Ana Pérez', vcard: card('Ana', '5491155550101') } },
  contacts: {
    contactsArrayMessage: {
      displayName: '2 contactos',
      contacts: [
        { displayName: 'Ana', vcard: card('Ana', '5491155550101') },
        { displayName: 'Bruno', vcard: 'no card at all' }
      ]
    }
  },
  reaction: { reactionMessage: { key: key('TARGET1'), text: '👍', senderTimestampMs: 1784550000000 } },
  reactionRemoved: { reactionMessage: { key: key('TARGET1'), text: '', senderTimestampMs: 1784550000000 } },
  poll: await made({ poll: { name: '¿Cuándo?', values: ['Lunes', 'Martes'], selectableCount: 1, messageSecret: bytes(32, 7) } }),
  pollAny: await made({ poll: { name: '¿Cuáles?', values: ['Rosas', 'Lirios'], selectableCount: 0, messageSecret: bytes(32, 7) } }),
  pollVote: {
    pollUpdateMessage: {
      pollCreationMessageKey: key('POLL1'),
      vote: { encPayload: bytes(50, 1), encIv: bytes(12, 2) },
      senderTimestampMs: 1784550000000
    }
  },
  buttons: {
    buttonsMessage: {
      headerType: 2,
      text: 'Pedido',
      contentText: '¿Confirma?',
      footerText: 'Florería',
      buttons: [{ buttonId: 'yes', buttonText: { displayText: 'Sí' }, type: 1 }, { buttonId: 'no', buttonText: { displayText: 'No' }, type: 1 }]
    }
  },
  buttonsAnswer: { buttonsResponseMessage: { selectedButtonId: 'yes', selectedDisplayText: 'Sí', type: 1, contextInfo: quoting } },
  list: {
    listMessage: {
      title: 'Flores',
      description: 'Elija',
      buttonText: 'Ver',
      listType: 1,
      footerText: 'Florería',
      sections: [{ title: 'Hoy', rows: [{ title: 'Rosas', description: 'rojas', rowId: 'r' }] }]
    }
  },
  listAnswer: { listResponseMessage: { title: 'Rosas', listType: 1, singleSelectReply: { selectedRowId: 'r' }, description: 'rojas', contextInfo: quoting } },
  template: {
    templateMessage: {
      hydratedTemplate: {
        hydratedTitleText: 'Envío',
        hydratedContentText: 'Su pedido salió',
        hydratedFooterText: 'Florería',
        hydratedButtons: [
          { index: 0, quickReplyButton: { displayText: 'Gracias', id: 'thanks' } },
          { index: 1, urlButton: { displayText: 'Seguir', url: 'https://flores.example/1' } },
          { index: 2, callButton: { displayText: 'Llamar', phoneNumber: '+541152630000' } }
        ]
      }
    }
  },
  templateAnswer: { templateButtonReplyMessage: { selectedId: 'thanks', selectedDisplayText: 'Gracias', selectedIndex: 0, contextInfo: quoting } },
  interactive: {
    interactiveMessage: {
      header: { title: 'Pago' },
      body: { text: 'Elija cómo' },
      footer: { text: 'Florería' },
      nativeFlowMessage: {
        buttons: [
          { name: 'quick_reply', buttonParamsJson: '{"display_text":"Efectivo","id":"cash"}' },
          { name: 'cta_url', buttonParamsJson: '{"display_text":"Tarjeta","url":"https://pay.example"}' }
        ]
      }
    }
  },
  interactiveAnswer: { interactiveResponseMessage: { body: { text: 'Efectivo' }, nativeFlowResponseMessage: { name: 'quick_reply', paramsJson: '{"id":"cash"}', version: 3 }, contextInfo: quoting } },
  carousel: {
    interactiveMessage: {
      body: { text: 'Ofertas' },
      carouselMessage: {
        cards: [{ body: { text: 'Rosas' }, nativeFlowMessage: { buttons: [{ name: 'quick_reply', buttonParamsJson: '{"display_text":"Quiero","id":"1"}' }] } }]
      }
    }
  },
  order: { orderMessage: { orderId: '99', itemCount: 2, status: 1, surface: 1, message: 'para mañana', orderTitle: 'Florería', sellerJid: ANA, token: 'SECRET', totalAmount1000: 1500000, totalCurrencyCode: 'ARS' } },
  product: {
    productMessage: {
      product: { productId: 'p1', retailerId: 'sku1', title: 'Rosas', description: 'rojas', currencyCode: 'ARS', priceAmount1000: 5000000, url: 'https://flores.example/r' },
      businessOwnerJid: ANA,
      body: 'Mirá esto'
    }
  },
  paymentRequest: { requestPaymentMessage: { noteMessage: { extendedTextMessage: { text: 'la cena' } }, currencyCodeIso4217: 'BRL', amount1000: 25000, requestFrom: ANA, expiryTimestamp: 1784560000 } },
  payment: { sendPaymentMessage: { noteMessage: { conversation: 'la cena' }, requestMessageKey: key('PAY1') } },
  paymentDeclined: { declinePaymentRequestMessage: { key: key('PAY1') } },
  paymentCanceled: { cancelPaymentRequestMessage: { key: key('PAY1') } },
  groupInvite: { groupInviteMessage: { groupJid: '120363000000000001@g.us', inviteCode: 'ABC', inviteExpiration: 1784560000, groupName: 'Flores', caption: 'entrá' } },
  event: { eventMessage: { name: 'Cena', description: 'en casa', startTime: 1784560000, isCanceled: false, location: { degreesLatitude: 1, degreesLongitude: 2, name: 'Casa' } } },
  edit: { editedMessage: { message: { protocolMessage: { key: key('EDITED1'), type: 14, editedMessage: { conversation: 'hola!' }, timestampMs: 1784550000000 } } } },
  captionEdit: { editedMessage: { message: { protocolMessage: { key: key('EDITED2'), type: 14, editedMessage: { imageMessage: file('image/jpeg', { caption: 'mejor' }) }, timestampMs: 1784550000000 } } } },
  revoke: { protocolMessage: { key: key('GONE1'), type: 0 } },
  revokeByAdmin: { protocolMessage: { key: key('GONE2', { remoteJid: '120363000000000001@g.us', participant: LID }), type: 0 } },
  viewOnce: { viewOnceMessageV2: { message: { imageMessage: file('image/jpeg', { viewOnce: true }) } } },
  viewOnceVoice: { viewOnceMessageV2Extension: { message: { audioMessage: file('audio/ogg; codecs=opus', { ptt: true, viewOnce: true }) } } },
  ephemeral: { ephemeralMessage: { message: { extendedTextMessage: { text: 'se borra', contextInfo: { expiration: 86400 } } } } },
  ephemeralViewOnce: { ephemeralMessage: { message: { viewOnceMessage: { message: { videoMessage: file('video/mp4', { viewOnce: true }) } } } } },
  ephemeralSetting: { protocolMessage: { type: 3, ephemeralExpiration: 604800 } },
  keyShare: { protocolMessage: { type: 6, appStateSyncKeyShare: { keys: [{ keyId: { keyId: bytes(6, 1) }, keyData: { keyData: bytes(32, 2) } }] } } },
  historyNotice: { protocolMessage: { type: 5, historySyncNotification: { fileLength: 1, syncType: 0 } } },
  keysOnly: { senderKeyDistributionMessage: { groupId: '120363000000000001@g.us', axolotlSenderKeyDistributionMessage: bytes(60, 1) } },
  groupText: {
    senderKeyDistributionMessage: { groupId: '120363000000000001@g.us', axolotlSenderKeyDistributionMessage: bytes(60, 1) },
    conversation: 'hola grupo',
    messageContextInfo: { messageSecret: bytes(32, 7) }
  },
  pin: { pinInChatMessage: { key: key('PINNED1'), type: 1, senderTimestampMs: 1784550000000 }, messageContextInfo: { messageAddOnDurationInSecs: 86400 } },
  album: { albumMessage: { expectedImageCount: 3, expectedVideoCount: 0 } },
  albumPart: { imageMessage: file('image/jpeg'), messageContextInfo: { messageAssociation: { associationType: 1, parentMessageKey: key('ALBUM1') } } },
  comment: { commentMessage: { message: { conversation: 'bien' }, targetMessageKey: key('ANNOUNCED1') } },
  phoneNumberAsked: { requestPhoneNumberMessage: {} },
  callLog: { callLogMesssage: { isVideo: true, callOutcome: 1, durationSecs: 0, callType: 0 } },
  encryptedEdit: { secretEncryptedMessage: { targetMessageKey: key('X1'), encPayload: bytes(20, 1), encIv: bytes(12, 2), secretEncType: 2 } },
  stickerPack: { stickerPackMessage: { stickerPackId: 's', name: 'Gatos', publisher: 'x' } },
  placeholder: { placeholderMessage: { type: 0 } }
}

const told = Object.fromEntries(
  Object.entries(messages).map(([name, message]) => {
    const line = proto.Message.encode(proto.Message.fromObject(message)).finish()
    return [name, proto.Message.toObject(proto.Message.decode(line), { longs: String, enums: String, bytes: String })]
  })
)
writeFileSync(process.argv[2], JSON.stringify(told, null, 1) + '\n')
