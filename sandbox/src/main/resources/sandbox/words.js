/// The page's words in two languages. The browser's language decides unless somebody chose.
const EN = {
  phones: 'Phones', log: 'Network log', businesses: 'Businesses', faults: 'Faults and clock',
  addPhone: 'Add a phone', name: 'Name', number: 'Phone number', add: 'Add', write: 'Message', send: 'Send',
  on: 'Switched on', off: 'Switched off', attach: 'Attach', read: 'Mark as read', call: 'Call', reply: 'Reply',
  edit: 'Edit', remove: 'Delete for everyone', react: 'React', close: 'Close', cancel: 'Cancel',
  image: 'Picture', audio: 'Voice message', video: 'Video', document: 'Document', sticker: 'Sticker', location: 'Location',
  contacts: 'Contact', file: 'File from this computer…', typing: 'is typing…', noBusiness: 'No business has a number yet.',
  noBusinessHint: 'Add one under “Businesses”, or start the hub with its demo company.', noMessages: 'Nothing written yet.',
  waiting: n => `${n} waiting for this phone`, deleted: 'This message was deleted', edited: 'edited', forwarded: 'Forwarded',
  reacted: 'reacted', options: 'Options', choose: 'Choose', unsupported: 'Unsupported message', template: 'Template', system: 'System',
  nothingLogged: 'No call yet. Everything the Graph API is asked, every webhook and every frame of a linked device appears here.',
  in: 'to the Graph', out: 'webhook', request: 'Request', response: 'Answer', noAnswer: 'no answer', clearLog: 'Hide what is there',
  addBusiness: 'Add a business', webhookUrl: 'Webhook address', verifyToken: 'Verify token', ready: 'Ready to use',
  registered: 'registered', notRegistered: 'not registered', token: 'token', valid: 'valid', expired: 'expired', revoked: 'revoked',
  expireToken: 'Let the token expire', renewToken: 'Make the token valid', credentials: 'Shown once:', code: 'Verification code',
  templates: 'Templates', approve: 'Approve', reject: 'Reject', pause: 'Pause',
  clock: 'Clock', clockText: 'Time here can be put forward: waits, windows and retries follow at once.', advance: 'Forward',
  faultText: 'Something goes wrong on purpose, for a number of times or until it is switched off.',
  faultKind: 'Fault', times: 'times', always: 'always', switchOn: 'Switch on', switchOffAll: 'Switch all off', active: 'Switched on now', none: 'none',
  wait: 'Wait', seconds: 's', where: 'Only at (number, id or path)', reset: 'Empty the network', resetSure: 'Empty the whole network?',
  offline: 'The sandbox does not answer.', autoRead: 'Reads at once', hidesNumber: 'Hides the number', settings: 'Settings', played: 'Play',
  more: 'More phones exist than are shown here.', ahead: 'ahead',
  fault: {
    'graph-5xx': 'Graph answers with a server error', 'graph-429': 'Graph refuses: too many calls', 'graph-slow': 'Graph is slow',
    'graph-cut': 'Connection breaks after a message was accepted', 'message-failed': 'Messages fail after being accepted',
    'webhook-duplicate': 'Webhooks arrive twice', 'webhook-reorder': 'Webhooks arrive out of order', 'webhook-delay': 'Webhooks are late',
    'media-missing': 'Files cannot be found', 'ws-drop': 'A device’s line breaks', 'ws-cut': 'A device’s line breaks before the answer', 'ws-stall': 'A device’s line stalls and stays open',
    'ws-conflict': 'A device is replaced by another login', 'ws-garble': 'Messages reach devices damaged', 'ws-refuse': 'A device’s login is refused',
    'ws-bad-certificate': 'The server’s certificate is wrong', 'ws-bad-adv': 'The phone’s signature under a device is wrong', 'ws-bad-prekey': 'The signature under a person’s keys is wrong',
    'llm-error': 'The language model is overloaded', 'llm-slow': 'The language model is slow', 'llm-cut': 'The language model’s line breaks', 'llm-malformed': 'The language model answers nonsense', 'llm-refusal': 'The language model refuses to answer',
  },
  chats: 'Businesses, people and groups', devices: 'Linked devices', noDevices: 'Nothing is linked to this phone.', scan: 'Scan the QR code that is shown',
  noQr: 'Nobody shows a QR code now.', pasteQr: 'Paste a QR code’s text', typeCode: 'Type the code', unlink: 'Remove the device',
  connected: 'connected', away: 'away', inLine: 'from the device', outLine: 'to the device', frame: 'Frame',
  status: { accepted: 'accepted', sent: 'sent', delivered: 'delivered', read: 'read', played: 'played', failed: 'failed' },
}
const ES = {
  phones: 'Teléfonos', log: 'Registro de la red', businesses: 'Negocios', faults: 'Fallas y reloj',
  addPhone: 'Agregar un teléfono', name: 'Nombre', number: 'Número de teléfono', add: 'Agregar', write: 'Mensaje', send: 'Enviar',
  on: 'Encendido', off: 'Apagado', attach: 'Adjuntar', read: 'Marcar como leído', call: 'Llamar', reply: 'Responder',
  edit: 'Editar', remove: 'Eliminar para todos', react: 'Reaccionar', close: 'Cerrar', cancel: 'Cancelar',
  image: 'Foto', audio: 'Mensaje de voz', video: 'Video', document: 'Documento', sticker: 'Sticker', location: 'Ubicación',
  contacts: 'Contacto', file: 'Archivo de esta computadora…', typing: 'está escribiendo…', noBusiness: 'Todavía ningún negocio tiene número.',
  noBusinessHint: 'Agregue uno en «Negocios» o inicie el hub con su empresa de prueba.', noMessages: 'Todavía no hay mensajes.',
  waiting: n => `${n} en espera de este teléfono`, deleted: 'Se eliminó este mensaje', edited: 'editado', forwarded: 'Reenviado',
  reacted: 'reaccionó', options: 'Opciones', choose: 'Elegir', unsupported: 'Mensaje no compatible', template: 'Plantilla', system: 'Sistema',
  nothingLogged: 'Ninguna llamada todavía. Aquí aparece todo lo que se le pide a la Graph API, cada webhook y cada trama de un dispositivo vinculado.',
  in: 'a la Graph', out: 'webhook', request: 'Petición', response: 'Respuesta', noAnswer: 'sin respuesta', clearLog: 'Ocultar lo que hay',
  addBusiness: 'Agregar un negocio', webhookUrl: 'Dirección del webhook', verifyToken: 'Token de verificación', ready: 'Listo para usar',
  registered: 'registrado', notRegistered: 'sin registrar', token: 'token', valid: 'válido', expired: 'vencido', revoked: 'revocado',
  expireToken: 'Vencer el token', renewToken: 'Validar el token', credentials: 'Se muestran una vez:', code: 'Código de verificación',
  templates: 'Plantillas', approve: 'Aprobar', reject: 'Rechazar', pause: 'Pausar',
  clock: 'Reloj', clockText: 'Aquí se puede adelantar el tiempo: esperas, ventanas y reintentos ocurren al instante.', advance: 'Adelantar',
  faultText: 'Algo falla a propósito, cierta cantidad de veces o hasta que se apague.',
  faultKind: 'Falla', times: 'veces', always: 'siempre', switchOn: 'Activar', switchOffAll: 'Apagar todas', active: 'Activas ahora', none: 'ninguna',
  wait: 'Espera', seconds: 's', where: 'Solo en (número, id o ruta)', reset: 'Vaciar la red', resetSure: '¿Vaciar toda la red?',
  offline: 'El sandbox no responde.', autoRead: 'Lee al instante', hidesNumber: 'Oculta el número', settings: 'Ajustes', played: 'Escuchar',
  more: 'Hay más teléfonos de los que se muestran aquí.', ahead: 'adelantado',
  fault: {
    'graph-5xx': 'La Graph responde con error de servidor', 'graph-429': 'La Graph rechaza: demasiadas llamadas', 'graph-slow': 'La Graph está lenta',
    'graph-cut': 'La conexión se corta después de aceptar un mensaje', 'message-failed': 'Los mensajes fallan después de aceptados',
    'webhook-duplicate': 'Los webhooks llegan dos veces', 'webhook-reorder': 'Los webhooks llegan desordenados', 'webhook-delay': 'Los webhooks llegan tarde',
    'media-missing': 'Los archivos no se encuentran', 'ws-drop': 'La línea de un dispositivo se corta', 'ws-cut': 'La línea de un dispositivo se corta antes de la respuesta', 'ws-stall': 'La línea de un dispositivo se detiene y sigue abierta',
    'ws-conflict': 'Otro inicio de sesión reemplaza a un dispositivo', 'ws-garble': 'Los mensajes llegan dañados a los dispositivos', 'ws-refuse': 'Se rechaza el inicio de sesión de un dispositivo',
    'ws-bad-certificate': 'El certificado del servidor es incorrecto', 'ws-bad-adv': 'La firma del teléfono para un dispositivo es incorrecta', 'ws-bad-prekey': 'La firma de las claves de una persona es incorrecta',
    'llm-error': 'El modelo de lenguaje está sobrecargado', 'llm-slow': 'El modelo de lenguaje está lento', 'llm-cut': 'Se corta la línea del modelo de lenguaje', 'llm-malformed': 'El modelo de lenguaje responde disparates', 'llm-refusal': 'El modelo de lenguaje se niega a responder',
  },
  chats: 'Negocios, personas y grupos', devices: 'Dispositivos vinculados', noDevices: 'Nada está vinculado a este teléfono.', scan: 'Escanear el código QR que se muestra',
  noQr: 'Nadie muestra un código QR ahora.', pasteQr: 'Pegar el texto de un código QR', typeCode: 'Escribir el código', unlink: 'Quitar el dispositivo',
  connected: 'conectado', away: 'ausente', inLine: 'del dispositivo', outLine: 'al dispositivo', frame: 'Trama',
  status: { accepted: 'aceptado', sent: 'enviado', delivered: 'entregado', read: 'leído', played: 'escuchado', failed: 'falló' },
}

export const languages = { es: ES, en: EN }

export function chosenLanguage() {
  const kept = localStorage.getItem('language')
  return kept in languages ? kept : navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en'
}

export let words = languages[chosenLanguage()]

/// A moment as the page's language writes it, whatever the browser's clock looks like.
export function moment(at, options) {
  return new Intl.DateTimeFormat(chosenLanguage(), options).format(new Date(at))
}

export function speak(language) {
  localStorage.setItem('language', language)
  words = languages[language]
  document.documentElement.lang = language
}
