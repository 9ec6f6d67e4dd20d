/**
 * The command line: the only room that knows picocli. It reads options, calls the stages in order and shows what they give. What the
 * stages reach the world by is put together elsewhere.
 */
@NullMarked
package dev.runbook.app.cli;

import org.jspecify.annotations.NullMarked;
