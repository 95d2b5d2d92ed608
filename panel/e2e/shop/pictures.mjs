// Pictures and papers for a florist's messages: flowers drawn by the browser, and a one-page PDF.

const FLOWERS = {
  peonies: { ground: ['#f3dfd6', '#dcb7aa'], petals: ['#e58aa0', '#f2b6c1', '#f8d9dc'], vase: '#8fa6a0' },
  tulips: { ground: ['#e4ecdf', '#b7cdb4'], petals: ['#e2703a', '#f0a04b', '#f7c873'], vase: '#6d7f92' },
  roses: { ground: ['#e9e4de', '#c9beb2'], petals: ['#9c1f32', '#c23a4b', '#de6b74'], vase: '#ded4c6' },
  sticker: { ground: null, petals: ['#f2a33a', '#f7c64f', '#ffe08a'], vase: '#6b8f71' },
}

/** Runs in the browser: a bunch of flowers in a vase. */
function draw({ ground, petals, vase, width, height, type }) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  if (ground) {
    const wall = pen.createLinearGradient(0, 0, 0, height)
    wall.addColorStop(0, ground[0])
    wall.addColorStop(1, ground[1])
    pen.fillStyle = wall
    pen.fillRect(0, 0, width, height)
    pen.fillStyle = 'rgba(70, 50, 40, .16)'
    pen.fillRect(0, height * 0.82, width, height * 0.18)
  }
  const middle = width / 2
  const heads = [
    [0, -0.2],
    [-0.2, -0.08],
    [0.2, -0.09],
    [-0.1, 0.04],
    [0.11, 0.03],
    [-0.28, 0.07],
    [0.28, 0.06],
  ]
  pen.lineWidth = width * 0.012
  pen.strokeStyle = '#557a52'
  for (const [x, y] of heads) {
    pen.beginPath()
    pen.moveTo(middle, height * 0.74)
    pen.quadraticCurveTo(middle + x * width * 0.4, height * 0.6, middle + x * width, height * (0.42 + y))
    pen.stroke()
  }
  const flower = (x, y, size, turn) => {
    petals.forEach((colour, ring) => {
      const reach = size * (1 - ring * 0.28)
      pen.fillStyle = colour
      for (let petal = 0; petal < 9; petal++) {
        const angle = turn + ring * 0.35 + (petal * Math.PI * 2) / 9
        pen.beginPath()
        pen.ellipse(
          x + Math.cos(angle) * reach * 0.55,
          y + Math.sin(angle) * reach * 0.55,
          reach * 0.52,
          reach * 0.36,
          angle,
          0,
          Math.PI * 2,
        )
        pen.fill()
      }
    })
  }
  heads.forEach(([x, y], index) => flower(middle + x * width, height * (0.42 + y), width * 0.11, index))
  pen.fillStyle = vase
  pen.beginPath()
  pen.moveTo(middle - width * 0.13, height * 0.66)
  pen.lineTo(middle + width * 0.13, height * 0.66)
  pen.lineTo(middle + width * 0.09, height * 0.94)
  pen.lineTo(middle - width * 0.09, height * 0.94)
  pen.fill()
  return canvas.toDataURL(type, 0.86).split(',')[1]
}

/** @returns {Promise<Record<string, {data: string, mime_type: string}>>} by name, as base64 */
export async function pictures(browser) {
  const page = await browser.newPage()
  const drawn = {}
  for (const [name, looks] of Object.entries(FLOWERS)) {
    const sticker = name === 'sticker'
    const type = sticker ? 'image/webp' : 'image/jpeg'
    const size = sticker ? { width: 512, height: 512 } : { width: 960, height: 720 }
    drawn[name] = { data: await page.evaluate(draw, { ...looks, ...size, type }), mime_type: type }
  }
  await page.close()
  return drawn
}

/** @returns {Promise<Buffer>} one page with a title and some lines */
export async function paper(browser, title) {
  const page = await browser.newPage()
  await page.setContent(`<h1>${title}</h1><p>Florería Los Aromos · Av. Corrientes 4512, Almagro</p>`)
  const file = await page.pdf({ format: 'A5' })
  await page.close()
  return file
}
