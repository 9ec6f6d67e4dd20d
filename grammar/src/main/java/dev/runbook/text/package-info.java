/**
 * Which characters and control sequences a text from elsewhere may not bring to a screen, a log or a report. A text comes in; a
 * text that says the same and steers nothing goes out. Colours, files and formats are not here.
 */
@NullMarked
package dev.runbook.text;

import org.jspecify.annotations.NullMarked;
