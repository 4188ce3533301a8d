/*
 * The web client's pages and files, on the app's origin.
 */
#ifndef API_PAGE_H
#define API_PAGE_H

#include "http/http.h"

/* Every page of the client is the same document; its script reads the address. */
handler page_show;

/* GET /assets/{path*} and the few files beside index.html. */
handler app_asset;

/*
 * GET /l/{launch}: the same document where other LMSs may frame it: those of the
 * launch, which may also get the form that ends a choice.
 */
handler page_launched;

/* The same document for an address that is no page, with 404. */
enum err page_missing(struct request *, struct response *);

#endif
