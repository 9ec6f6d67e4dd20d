package dev.runbook.language.input;

/**
 * Something that is wrong with an input.
 *
 * @param name the input's name, or what was taken for one
 * @param source where the value came from: {@code argument}, {@code --params}, a variable's name; empty when none was given
 * @param what one sentence that says what is wrong
 * @param fix one sentence that says what to do, with an example
 */
public record InputProblem(String name, String source, String what, String fix) {}
