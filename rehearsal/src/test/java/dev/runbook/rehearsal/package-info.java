/** Tests of the rehearsal cluster: real helm against it, and its rooms one by one. */
@NullMarked
package dev.runbook.rehearsal;

import org.jspecify.annotations.NullMarked;
