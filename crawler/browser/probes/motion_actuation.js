async (milliseconds) => {
  const MOTION = 512, SHAKES = 12;
  const controls = sitepatrol.tabbables().length;
  if (!(sitepatrol.eventsAnywhere() & MOTION) || !globalThis.DeviceMotionEvent) return {reacts: false, controls};

  const wait = () => new Promise(done => setTimeout(done, milliseconds));
  const first = sitepatrol.view();
  await wait();
  const {roots, changed, vanished} = sitepatrol.news(first), restless = new Set([...roots, ...changed, ...vanished]);
  const before = sitepatrol.view();
  for (let shake = 0; shake < SHAKES; shake++) {
    const force = shake % 2 ? 40 : -40, acceleration = {x: force, y: force, z: force};
    dispatchEvent(new DeviceMotionEvent("devicemotion", {acceleration, accelerationIncludingGravity: acceleration, interval: 16}));
    dispatchEvent(new DeviceOrientationEvent("deviceorientation", {alpha: force, beta: force, gamma: force, absolute: false}));
    await wait();
  }
  sitepatrol.hurry();
  const seen = sitepatrol.news(before);
  const moved = [...seen.roots, ...seen.changed, ...seen.vanished].filter(part => !restless.has(part));
  return {reacts: moved.length > 0 || sitepatrol.led().length > 0, controls};
}
