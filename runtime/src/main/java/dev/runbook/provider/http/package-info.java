/** Pages of the web: a call comes in, what a page answers goes out. The web is reached through its port; below adapter/ is who really asks. */
@NullMarked
package dev.runbook.provider.http;

import org.jspecify.annotations.NullMarked;
