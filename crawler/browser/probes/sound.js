// What sounds by itself: what asks to play at once, and what scripts told to play, by its place among the page's media.
async told => {
  const MOST = 10, PATIENCE = 1500, HAS_DATA = 2;
  const all = [...document.querySelectorAll("audio, video")];
  const asks = all.filter(media => media.autoplay && media.currentSrc && !media.muted && media.volume > 0);
  const found = [...new Set([...asks, ...told.map(at => all[at]).filter(Boolean)])].slice(0, MOST);
  if (!found.length) return [];

  const loaded = media => media.readyState >= HAS_DATA || new Promise(done => {
    media.addEventListener("loadeddata", done, {once: true});
    setTimeout(done, PATIENCE);
  });
  await Promise.all(found.map(loaded));

  // Null where not enough of it has arrived, or the browser does not say.
  const isHeard = media => {
    if (media.readyState < HAS_DATA) return null;
    return media.mozHasAudio ?? (media.webkitAudioDecodedByteCount === undefined ? null : media.webkitAudioDecodedByteCount > 0);
  };

  axe.setup(document.documentElement);
  try {
    return found.map(media => ({
      spot: sitepatrol.spot(media), target: axe.utils.getSelector(media), byScript: !asks.includes(media),
      seconds: media.loop ? null : Number.isFinite(media.duration) ? media.duration : 0,
      isHeard: isHeard(media), hasControls: media.controls, canStop: sitepatrol.canStop(media),
    }));
  } finally {
    axe.teardown();
  }
}
