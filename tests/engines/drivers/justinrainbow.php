<?php
// php justinrainbow.php SCHEMA VALUES: prints true or false, one line for each value of the array.
// It needs the extension mbstring: without it, maxLength counts bytes.
require_once 'JsonSchema/autoload.php';

use JsonSchema\Validator;

if (!extension_loaded('mbstring')) {
    throw new RuntimeException('mbstring is missing');
}
[$schema, $values] = array_map(
    fn($file) => json_decode(file_get_contents($file), flags: JSON_THROW_ON_ERROR),
    array_slice($argv, 1),
);
foreach ($values as $value) {
    $validator = new Validator();
    $validator->validate($value, $schema);
    echo $validator->isValid() ? "true\n" : "false\n";
}
