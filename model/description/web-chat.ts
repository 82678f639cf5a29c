/** Release of Converse, the web chat; `web-chat` pins its package. */
export const converseRelease = '14.0.0';

/** How many times what the archive has of one release was changed. */
const revision = 1;

/** The name of the archive from which nodes have the web chat: another one when it has something else. */
export const webChatArchive = `converse_${converseRelease}-${revision}.tar`;
