// Whose chat it is, in place of what Converse shows by itself: its own name, and pictures that lie on other hosts.
const { title } = document.documentElement.dataset;

function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class Brand extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(made('h1', { className: 'brand' }, title));
  }
}

class Footer extends HTMLElement {
  connectedCallback() {
    const link = made('a', { href: '/help' }, 'Programs for phones and computers');
    this.replaceChildren(made('footer', { className: 'brand-footer' }, link));
  }
}

class Nothing extends HTMLElement {}

// Converse leaves alone what is defined already.
customElements.define('converse-brand-logo', Brand);
customElements.define('converse-footer', Footer);
customElements.define('converse-controlbox-navbar', Nothing);
