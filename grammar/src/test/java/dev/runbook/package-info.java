/** What the tests of this module share: examples and goldens read from the class path. */
@NullMarked
package dev.runbook;

import org.jspecify.annotations.NullMarked;
