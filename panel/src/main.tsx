import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { setUpWords } from './i18n/setup'
import './styles/base.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
await setUpWords()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
