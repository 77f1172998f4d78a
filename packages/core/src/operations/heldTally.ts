import type { ActivationBuffer } from './activation.ts';
import type { CollectiveOperation } from './collective.ts';
import type { JointVisitor } from './jointWork.ts';
import type { Stretch } from './stretch.ts';

/**
 * Adds up only what a step keeps alive: the activations of the layer that holds most, and the largest
 * exchange. Of two kinds of tokens in one step, those of both.
 */
export class HeldTally implements JointVisitor {
  private held = 0;
  private mostHeld = 0;
  /** Of the current layer: the largest exchange of the first kind of tokens, and of those that came since. */
  private firstPayload = 0;
  private payload = 0;
  private mostPayload = 0;

  get activationBytes(): number {
    return Math.max(this.held, this.mostHeld);
  }

  get largestPayload(): number {
    return Math.max(this.firstPayload + this.payload, this.mostPayload);
  }

  reset(): void {
    this.held = 0;
    this.mostHeld = 0;
    this.firstPayload = 0;
    this.payload = 0;
    this.mostPayload = 0;
  }

  enterLayer(): void {
    this.mostHeld = this.activationBytes;
    this.mostPayload = this.largestPayload;
    this.held = 0;
    this.firstPayload = 0;
    this.payload = 0;
  }

  begin(): void {
    // A layer begins with the first kind of tokens.
  }

  join(): void {
    this.firstPayload = this.payload;
    this.payload = 0;
  }

  finish(): void {
    // The next layer, or the end, closes it.
  }

  hold({ width, bytesPerElement }: ActivationBuffer, rows: number): void {
    this.held += rows * width * bytesPerElement;
  }

  stretch({ heldBytesPerRow, largestPayloadPerRow }: Stretch, rows: number): void {
    this.held += rows * heldBytesPerRow;
    if (largestPayloadPerRow === 0) return;
    this.payload = Math.max(this.payload, rows * largestPayloadPerRow);
  }

  collective({ packages, bytesPerRow }: CollectiveOperation, rows: number): void {
    if (packages > 1) this.payload = Math.max(this.payload, rows * bytesPerRow);
  }

  matmul(): void {
    // Nothing else is kept.
  }

  experts(): void {
    // Likewise, and so below.
  }

  attention(): void {
    // Its context overwrites the queries.
  }

  scan(): void {
    // State is not an activation.
  }

  pass(): void {
    // In place.
  }

  gather(): void {
    // What it looks up is held by the layer.
  }
}
