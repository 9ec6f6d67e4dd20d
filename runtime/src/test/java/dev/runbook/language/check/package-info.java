/** Tests of the checker: whole runbooks in, programs or drawn messages out. */
@NullMarked
package dev.runbook.language.check;

import org.jspecify.annotations.NullMarked;
