/** As much of Lit as the page uses. */
declare module 'lit' {
  export class LitElement extends HTMLElement {
    static properties: Record<string, { attribute?: boolean | string; state?: boolean; type?: unknown }>;
    static styles: unknown;
    readonly updateComplete: Promise<boolean>;
    readonly renderRoot: HTMLElement | ShadowRoot;
    hasUpdated: boolean;
    requestUpdate(name?: PropertyKey, oldValue?: unknown): void;
    createRenderRoot(): HTMLElement | ShadowRoot;
    connectedCallback(): void;
    disconnectedCallback(): void;
    willUpdate(changed: Map<PropertyKey, unknown>): void;
    update(changed: Map<PropertyKey, unknown>): void;
    updated(changed: Map<PropertyKey, unknown>): void;
    firstUpdated(changed: Map<PropertyKey, unknown>): void;
    render(): unknown;
  }
  export interface TemplateResult {
    readonly strings: TemplateStringsArray;
    readonly values: unknown[];
  }
  export function html(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult;
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult;
  export function css(strings: TemplateStringsArray, ...values: unknown[]): unknown;
  export function render(value: unknown, container: HTMLElement | DocumentFragment): unknown;
  export const nothing: symbol;
}
declare module 'lit/directives/repeat.js' {
  export function repeat<T>(
    items: Iterable<T>,
    key: (item: T, index: number) => unknown,
    template: (item: T, index: number) => unknown,
  ): unknown;
}
declare module 'lit/directives/keyed.js' {
  export function keyed(key: unknown, value: unknown): unknown;
}
declare module 'lit/directives/live.js' {
  export function live(value: unknown): unknown;
}
declare module 'lit/directives/guard.js' {
  export function guard(dependencies: unknown[], make: () => unknown): unknown;
}
declare module 'lit/directives/ref.js' {
  export function ref(target: unknown): unknown;
  export function createRef<T = Element>(): { value?: T };
}
declare module 'lit/directives/class-map.js' {
  export function classMap(classes: Record<string, boolean>): unknown;
}
