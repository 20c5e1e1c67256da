/** Named pauses: one of each name at a time, all ended together. */
export class Timers<Name extends string> {
  private readonly running = new Map<Name, ReturnType<typeof setTimeout>>();

  has(name: Name): boolean {
    return this.running.has(name);
  }

  /** Runs something later; a pause of the same name starts anew. */
  after(name: Name, ms: number, run: () => void): void {
    this.clear(name);
    const timer = setTimeout(() => {
      this.running.delete(name);
      run();
    }, ms);
    this.running.set(name, timer);
  }

  clear(...names: readonly Name[]): void {
    for (const name of names) {
      clearTimeout(this.running.get(name));
      this.running.delete(name);
    }
  }

  clearAll(): void {
    this.clear(...this.running.keys());
  }
}
