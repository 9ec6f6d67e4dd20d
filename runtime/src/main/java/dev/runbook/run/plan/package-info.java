/**
 * The plan: a checked runbook and its inputs come in, a numbered tree goes out in which every task says what it will
 * do, what is known now and what is known later. It reads the world through lookups and changes nothing. The engine
 * executes this tree and nothing else.
 */
@NullMarked
package dev.runbook.run.plan;

import org.jspecify.annotations.NullMarked;
