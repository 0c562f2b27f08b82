package io.kongruent.kong.expression;

/** The rules of Kong's grammar, by the names and in the order that its error messages use. */
enum Rule {
    EOI,
    ident,
    rhs,
    transform_func,
    lhs,
    int_literal,
    hex_digits,
    oct_digits,
    dec_digits,
    str_literal,
    str_char,
    str_esc,
    rawstr_literal,
    rawstr_char,
    ipv4_literal,
    ipv6_literal,
    ipv4_cidr_literal,
    ipv6_cidr_literal,
    binary_operator,
    and_op,
    or_op,
    not_op,
    predicate,
    parenthesised_expression,
    term,
    expression,
    matcher
}
