// Runs before the first paint so that nobody is shown the wrong theme first. A file and not an inline
// script, because the content security policy allows scripts from this host only.
;(() => {
  let chosen = 'system'
  try {
    chosen = localStorage.getItem('palomar.theme') || 'system'
  } catch {
    // storage is forbidden in some private windows: the system's theme it is
  }
  const dark =
    chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
