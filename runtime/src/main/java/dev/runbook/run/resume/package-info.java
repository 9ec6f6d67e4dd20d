/**
 * What is done already when a run is carried on: the facts of its journal, arranged as the engine comes by them, and
 * what has been changed in the text since. Facts and checked texts come in; a {@link dev.runbook.run.resume.ReplayState} goes out. It
 * touches no file and asks nothing of the world.
 */
@NullMarked
package dev.runbook.run.resume;

import org.jspecify.annotations.NullMarked;
