/** Words that were typed and not sent: kept in this browser until they are. */

const PREFIX = "sojourn-draft";

export class Drafts {
  constructor(
    private readonly mapId: string,
    private readonly storage: Storage,
  ) {}

  /** `place` is a thing of the map, a thread, or a comment that is being changed. */
  read(place: string): string {
    return this.storage.getItem(this.key(place)) ?? "";
  }

  /** Whether the words are kept: a full or forbidden storage does not take them. */
  keep(place: string, text: string): boolean {
    try {
      if (text === "") this.storage.removeItem(this.key(place));
      else this.storage.setItem(this.key(place), text);
      return true;
    } catch (error) {
      if (error instanceof DOMException) return false;
      throw error;
    }
  }

  private key(place: string): string {
    return `${PREFIX}:${this.mapId}:${place}`;
  }
}
