// The server is where the page is, and no other host is asked for anything.
const { domain, media } = document.documentElement.dataset;
const { host } = window.location;
const shown = media.split(' ');

window.converse.initialize({
  assets_path: '/converse',
  view_mode: 'fullscreen',
  authentication: 'login',
  locked_domain: domain,
  discover_connection_methods: false,
  websocket_url: `wss://${host}/ws`,
  bosh_service_url: `https://${host}/bosh`,
  muc_domain: `conference.${domain}`,
  notification_icon: '/converse/images/logo/conversejs-filled-192.png',
  // Accounts are made elsewhere.
  blacklisted_plugins: ['converse-register'],
  // Pictures and sounds that lie elsewhere stay links.
  allowed_audio_domains: shown,
  allowed_image_domains: shown,
  allowed_video_domains: shown,
  embed_3rd_party_media_players: false,
  // Services of other hosts.
  autocomplete_providers_url: '',
  muc_search_service: '',
});
