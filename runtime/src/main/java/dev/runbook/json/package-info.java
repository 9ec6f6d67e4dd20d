/**
 * All JSON of the program: plain maps, lists, texts, numbers and truths go out as text and come in as text. It stands on Jackson's
 * streams; data binding would cost most of the start. What the fields mean is known to whoever writes and reads them.
 */
@NullMarked
package dev.runbook.json;

import org.jspecify.annotations.NullMarked;
