// What a florist's customers say on a day. `ago` is how many minutes ago a talk began, the number in front of a line
// how many minutes later it was said. They are customers unless somebody of the shop is named.

export const SHOP = { name: 'Florería Los Aromos', slug: 'los-aromos', phone: '+541152631400' }

/** Who works there. */
export const STAFF = {
  lucia: { name: 'Lucía Ferreyra', email: 'lucia@losaromos.example', role: 'agent' },
  martin: { name: 'Martín Sosa', email: 'martin@losaromos.example', role: 'agent' },
  carolina: { name: 'Carolina Ibáñez', email: 'carolina@losaromos.example', role: 'tenantAdmin' },
}

export const LABELS = {
  pedido: { name: 'Pedido', color: '#2e7d32' },
  hoy: { name: 'Entrega hoy', color: '#c05621' },
  reclamo: { name: 'Reclamo', color: '#b3261e' },
  mayorista: { name: 'Mayorista', color: '#1f6feb' },
  boda: { name: 'Casamientos', color: '#8e44ad' },
}

export const REPLIES = [
  ['horario', 'Abrimos de lunes a viernes de 9 a 19 y los sábados de 9 a 14. ¡Te esperamos! 🌷'],
  [
    'envios',
    'Entregamos en el día en toda la ciudad por $ 3.500; pasando los $ 40.000 el envío va de regalo.',
  ],
  ['alias', 'Podés transferir al alias LOSAROMOS.FLORES y nos mandás el comprobante por acá.'],
  ['direccion', 'Estamos en Av. Corrientes 4512, Almagro, a media cuadra de Medrano.'],
]

const text = (body) => ({ type: 'text', text: { body } })

export const TALKS = [
  {
    name: 'Valentina Rossi',
    phone: '+5491155550201',
    ago: 96,
    tags: ['frecuente'],
    fields: { barrio: 'Palermo', cumpleaños: '14 de marzo' },
    note: 'Le gustan los tonos pastel. Siempre paga por transferencia.',
    labels: ['pedido', 'hoy'],
    assignee: 'lucia',
    lines: [
      [0, text('Hola! Vi en Instagram el ramo de peonías 😍 ¿Todavía lo tienen?')],
      [1, { type: 'image', image: { picture: 'peonies', caption: 'Este!' } }],
      [
        4,
        text('¡Hola, Valen! Sí, entró esta mañana. Queda en *$ 32.000* con jarrón o $ 26.500 solo el ramo.'),
        'lucia',
      ],
      [
        5,
        { type: 'image', image: { picture: 'tulips', caption: 'También llegaron estos tulipanes' } },
        'lucia',
      ],
      [9, text('Uy, hermosos los dos. Me quedo con las peonías con jarrón')],
      [
        9,
        {
          type: 'location',
          location: {
            latitude: -34.5886,
            longitude: -58.4302,
            name: 'Plaza Serrano',
            address: 'Honduras 4799, Palermo',
          },
        },
      ],
      [
        12,
        {
          type: 'interactive',
          interactive: {
            type: 'button',
            body: { text: '¿En qué horario te lo llevamos?' },
            action: {
              buttons: [
                { type: 'reply', reply: { id: 'm', title: 'Por la mañana' } },
                { type: 'reply', reply: { id: 't', title: 'Por la tarde' } },
              ],
            },
          },
        },
        'lucia',
      ],
      [
        14,
        {
          type: 'interactive',
          interactive: { type: 'button_reply', button_reply: { id: 't', title: 'Por la tarde' } },
        },
      ],
      [15, { type: 'audio', audio: { voice: true } }],
      [
        19,
        { type: 'document', document: { pdf: 'Presupuesto 0412.pdf', caption: 'Te dejo el detalle' } },
        'lucia',
      ],
      [22, text('Perfecto, ya transferí 🙌')],
      [22, { reaction: '❤️', to: 9 }],
      [24, { note: 'Entrega entre las 16 y las 18. Tocar timbre 4B, la esperan.' }, 'martin'],
      [26, text('¡Recibido! Sale con Martín a las 16. Te aviso apenas esté en camino.'), 'lucia'],
      [88, text('Genial, gracias Lu 💐')],
    ],
  },
  {
    name: 'Tomás Aguirre',
    phone: '+5491155550202',
    ago: 34,
    labels: ['reclamo'],
    assignee: 'martin',
    lines: [
      [0, text('Buenas, el ramo que pedí ayer llegó con dos rosas quebradas')],
      [1, { type: 'image', image: { picture: 'roses' } }],
      [
        6,
        text('Hola Tomás, qué pena. Te lo reponemos hoy mismo sin cargo, ¿te queda bien a las 18?'),
        'martin',
      ],
      [28, text('Sí, a las 18 estoy. Gracias por responder tan rápido')],
    ],
    unread: true,
  },
  {
    name: 'Sofía Benítez',
    phone: '+5491155550203',
    ago: 12,
    lines: [
      [0, text('Hola, buenas tardes')],
      [0, text('¿Hacen arreglos para un bautismo? Serían 8 centros de mesa para el sábado 12')],
    ],
    unread: true,
  },
  {
    name: 'Estudio Lamas & Asociados',
    phone: '+5491155550204',
    ago: 210,
    tags: ['mayorista'],
    fields: { CUIT: '30-71234567-8', entrega: 'lunes, 8:30' },
    labels: ['mayorista'],
    assignee: 'lucia',
    lines: [
      [0, text('Buen día, ¿nos pueden sumar un arreglo más para la recepción, todos los lunes?')],
      [
        12,
        text(
          '¡Claro! Quedan dos arreglos semanales: recepción y sala de reuniones. Les mando la factura actualizada.',
        ),
        'lucia',
      ],
      [13, { type: 'document', document: { pdf: 'Factura A 0003-00000871.pdf' } }, 'lucia'],
      [60, text('Perfecto, muchas gracias.')],
    ],
  },
  {
    name: 'Joaquín Medina',
    phone: '+5491155550205',
    ago: 58,
    labels: ['pedido'],
    lines: [
      [0, text('Quiero mandarle flores a mi mamá por el cumple, algo alegre, hasta $ 25.000')],
      [
        3,
        text(
          '¡Qué lindo! Para ese valor tenemos girasoles con gypsophila o un mix de gerberas. ¿Cuál va más con ella?',
        ),
        'lucia',
      ],
      [20, text('Girasoles 🌻 y una tarjeta que diga “Feliz cumple, ma”')],
      [22, text('Anotado. ¿Dirección y horario?'), 'lucia'],
      [
        47,
        {
          type: 'contacts',
          contacts: [
            {
              name: { formatted_name: 'Marta Medina', first_name: 'Marta' },
              phones: [{ phone: '+5491144447788', type: 'CELL' }],
            },
          ],
        },
      ],
    ],
  },
  {
    name: 'Camila Duarte',
    phone: '+5491155550206',
    ago: 1_560,
    labels: ['boda'],
    assignee: 'lucia',
    tags: ['novias 2026'],
    lines: [
      [0, text('Hola! Nos casamos en marzo y queremos cotizar ramo, ojales y la ceremonia')],
      [
        9,
        text('¡Felicitaciones! Contame fecha, lugar y cuántos invitados son, y te armo una propuesta.'),
        'lucia',
      ],
      [31, text('21 de marzo, Quinta Santa Rita (Pilar), 140 personas')],
      [44, text('Hermoso lugar. Mañana te paso la propuesta con fotos.'), 'lucia'],
    ],
  },
  {
    name: 'Federico Paz',
    phone: '+5491155550207',
    ago: 1_700,
    closed: true,
    lines: [
      [0, text('¿Tienen macetas de cemento?')],
      [5, text('Sí, desde $ 6.800. Están todas en la vidriera de Corrientes.'), 'martin'],
      [9, text('Paso mañana, gracias!')],
    ],
  },
  {
    name: 'Micaela Torres',
    phone: '+5491155550208',
    ago: 140,
    assignee: 'martin',
    labels: ['hoy'],
    lines: [
      [0, text('Hola, ¿mi pedido ya salió? Es el 4471')],
      [2, text('Hola Mica, sí: está en camino, llega antes de las 15.'), 'martin'],
      [48, text('Llegó! Divino todo, gracias')],
      [48, { reaction: '🙏', to: 1 }],
    ],
  },
  {
    name: 'Ignacio Ferrari',
    phone: '+5491155550209',
    ago: 420,
    lines: [
      [0, { type: 'sticker', sticker: { picture: 'sticker' } }],
      [1, text('Gracias por las flores del viernes, un golazo')],
      [30, text('¡A vos, Nacho! 🌿'), 'martin'],
    ],
  },
  {
    name: 'Renata Quiroga',
    phone: '+5491155550210',
    ago: 300,
    lines: [
      [0, text('Consulta: ¿las suculentas necesitan mucha luz?')],
      [
        10,
        text('Luz indirecta y poca agua: una vez por semana en verano y cada quince días en invierno.'),
        'lucia',
      ],
      [13, text('Buenísimo 👏')],
    ],
  },
]

/** Known to the shop, and quiet today. */
export const ACQUAINTANCES = [
  ['Agustina Vera', '+5491155550301', ['frecuente'], { barrio: 'Caballito' }],
  ['Bruno Castellano', '+5491155550302', ['mayorista'], { barrio: 'Villa Crespo' }],
  ['Café La Esquina', '+5491155550303', ['mayorista'], { entrega: 'viernes' }],
  ['Delfina Arce', '+5491155550304', ['novias 2026'], {}],
  ['Elena Grimaldi', '+5491155550305', [], {}],
  ['Hotel Alvear Norte', '+5491155550306', ['mayorista'], { CUIT: '30-70998877-1' }],
  ['Julieta Navarro', '+59899555307', ['frecuente'], { ciudad: 'Montevideo' }],
  ['Lautaro Giménez', '+5491155550308', [], {}],
  ['Nadia Belmonte', '+5491155550309', ['frecuente'], { barrio: 'Almagro' }],
  ['Pilar Ocampo', '+34600555310', [], { ciudad: 'Madrid' }],
]

export const PROMPT = `Atendés a los clientes de la Florería Los Aromos, con calidez y en pocas palabras.
Horario: abrimos de lunes a viernes de 9 a 19 y los sábados de 9 a 14.
Dirección: estamos en Av. Corrientes 4512, Almagro.
Rosas: la docena cuesta $ 18.000, rojas, blancas o amarillas.
Envíos: entregamos en el día en la ciudad por $ 3.500.
Pagos: aceptamos efectivo, tarjeta y transferencia.`

/** Asked when the agent is on: it answers the first three and hands the last one over. */
export const QUESTIONS = [
  ['Rocío Maldonado', '+5491155550211', '¿A qué hora abren los sábados?'],
  ['Emiliano Funes', '+5491155550212', '¿Cuánto sale la docena de rosas?'],
  ['Paula Iriarte', '+5491155550213', '¿Hacen envíos a Belgrano?'],
  ['Gastón Rey', '+5491155550214', 'Prefiero hablar con una persona, por favor'],
]

export const TEMPLATES = [
  {
    name: 'pedido_en_camino',
    category: 'UTILITY',
    body: 'Hola {{1}}, tu pedido {{2}} ya está en camino. Llega hoy entre las {{3}}.',
    example: ['Valentina', '4471', '16 y las 18'],
    status: 'APPROVED',
    footer: 'Florería Los Aromos',
    buttons: [{ type: 'QUICK_REPLY', text: 'Avisar al portero' }],
  },
  {
    name: 'pedido_listo',
    category: 'UTILITY',
    body: 'Hola {{1}}, tu pedido está listo para retirar en Av. Corrientes 4512.',
    example: ['Joaquín'],
    status: 'APPROVED',
  },
  {
    name: 'dia_de_la_madre',
    category: 'MARKETING',
    body: 'Hola {{1}} 🌷 Encargá antes del jueves y el envío del Día de la Madre va de regalo.',
    example: ['Camila'],
    status: 'APPROVED',
  },
  {
    name: 'promo_ramos',
    category: 'MARKETING',
    body: '¡GANÁ un ramo GRATIS por cada amigo que invites, {{1}}, ¡YA!!!',
    example: ['Tomás'],
    status: 'REJECTED',
    reason: 'PROMOTIONAL',
  },
  {
    name: 'encuesta_entrega',
    category: 'UTILITY',
    body: 'Hola {{1}}, ¿cómo llegó tu pedido? Tu opinión nos ayuda a mejorar.',
    example: ['Micaela'],
    status: 'PENDING',
  },
]
