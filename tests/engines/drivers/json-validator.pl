# perl json-validator.pl SCHEMA VALUES: prints true or false, one line for each value of the array.
use v5.36;
use JSON::Validator;
use Mojo::File qw(path);
use Mojo::JSON qw(decode_json);

my ($schema, $values) = map { decode_json(path($_)->slurp) } @ARGV;

# Debian's package lacks the meta-schemas and would fetch this one. No verdict depends on what it says.
my $draft_07 = 'http://json-schema.org/draft-07/schema#';
my $validator = JSON::Validator->new;
$validator->store->add($draft_07 => {'$id' => $draft_07, type => ['object', 'boolean']});
my $judge = $validator->schema($schema)->schema;
die join("\n", @{$judge->errors}), "\n" if @{$judge->errors};
say $judge->validate($_) ? 'false' : 'true' for @$values;
