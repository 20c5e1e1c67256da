/** The poster runs on while something is dragged to an edge of its view. */
const EDGE = 56;
const FASTEST = 22;

const speed = (inside: number): number => (inside >= EDGE ? 0 : FASTEST * (1 - Math.max(0, inside) / EDGE));

/** How far to scroll for one frame, from the pointer's place in the view. */
export function pull(
  box: { left: number; top: number; right: number; bottom: number },
  pointer: { clientX: number; clientY: number },
): { x: number; y: number } {
  const { clientX, clientY } = pointer;
  return {
    x: speed(box.right - clientX) - speed(clientX - box.left),
    y: speed(box.bottom - clientY) - speed(clientY - box.top),
  };
}

/** Scrolls a view frame by frame; tell it where the pointer is, and end it when the drag ends. */
export class AutoScroll {
  private pointer: { clientX: number; clientY: number } | null = null;
  private frame = 0;

  constructor(
    private readonly view: HTMLElement,
    private readonly onScroll: (pointer: { clientX: number; clientY: number }) => void = () => undefined,
  ) {}

  follow(pointer: { clientX: number; clientY: number }): void {
    this.pointer = pointer;
    if (this.frame === 0) this.frame = requestAnimationFrame(this.step);
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.pointer = null;
  }

  private readonly step = (): void => {
    this.frame = 0;
    if (this.pointer === null) return;
    const { x, y } = pull(this.view.getBoundingClientRect(), this.pointer);
    if (x === 0 && y === 0) return;
    this.view.scrollBy(x, y);
    this.onScroll(this.pointer);
    this.frame = requestAnimationFrame(this.step);
  };
}
