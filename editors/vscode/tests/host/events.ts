// Events, cancellation and what can be disposed of, as the module `vscode` has them.

export class Disposable {
  static from(...parts: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => parts.forEach((part) => part.dispose()));
  }
  constructor(private readonly end: () => void) {}
  dispose(): void {
    this.end();
  }
}

export class EventEmitter<T> {
  private readonly listeners = new Set<(event: T) => unknown>();
  readonly event = (listener: (event: T) => unknown, self?: unknown, owners?: Disposable[]): Disposable => {
    const bound = listener.bind(self) as (event: T) => unknown;
    this.listeners.add(bound);
    const disposable = new Disposable(() => this.listeners.delete(bound));
    owners?.push(disposable);
    return disposable;
  };
  /** Resolves when every listener is done with the event. */
  async fire(event: T): Promise<void> {
    await Promise.all([...this.listeners].map((listener) => listener(event)));
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class CancellationError extends Error {}

export class CancellationTokenSource {
  private readonly emitter = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    void this.emitter.fire();
  }
  dispose(): void {
    this.emitter.dispose();
  }
}
