# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0

# Completion of headroom and headroom-engine in fish. It runs neither of them.

# The commands named before the cursor, and behind them a line for each argument.
function __headroom_line
    set -l words (commandline -opc)
    set -l program (string replace -r '.*/' '' -- $words[1])
    set -l commands
    set -l arguments
    set -l skips 0
    set -l only_arguments 0
    for word in $words[2..-1]
        if test $skips = 1
            set skips 0
        else if test $only_arguments = 1
            set -a arguments $word
        else if test "$word" = --
            set only_arguments 1
        else if string match -q -- '-*' $word
            if __headroom_takes_value (string trim -- "$program $commands") $word
                set skips 1
            end
        else if __headroom_is_command (string trim -- "$program $commands") $word
            set -a commands $word
        else
            set -a arguments $word
        end
    end
    echo (string join ' ' -- $commands)
    for argument in $arguments
        echo $argument
    end
end

# __headroom_at COMMAND…: whether these commands are the ones that were named
function __headroom_at
    set -l line (__headroom_line)
    test "$line[1]" = "$argv"
end

# __headroom_argument PLACE COMMAND…: whether an argument of that place is next; 2+ is the second and all after it
function __headroom_argument
    set -l line (__headroom_line)
    test "$line[1]" = "$argv[2..-1]"; or return 1
    switch $argv[1]
        case '*+'
            test (count $line) -ge (string replace + '' -- $argv[1])
        case '*'
            test (count $line) -eq $argv[1]
    end
end

function __headroom_places
    set -l config $XDG_CONFIG_HOME
    test -n "$config"; or set config ~/.config
    test -r $config/headroom/places.json
    and string replace -rf '^ *"name": "([^"]*)".*' '$1' <$config/headroom/places.json
end

function __headroom_devices
    set -l nodes /dev/nvidia*
    set -l gpus (string replace -rf '^/dev/nvidia(\d+)$' 'cuda:$1' -- $nodes)
    test -n "$gpus"; or set gpus cuda:0
    printf '%s\n' $gpus
    for place in (__headroom_places)
        printf '%s\n' $place/cuda:all $place/cuda:0
    end
end

function __headroom_journals
    set -l state $XDG_STATE_HOME
    test -n "$state"; or set state ~/.local/state
    for journal in $state/headroom/journal/*.jsonl
        string replace -r '.*/(.*)\.jsonl$' '$1' -- $journal
    end
end

# __headroom_value WORD…: what a line of the table says
function __headroom_value
    set -l kind
    set -l list 0
    set -l offered
    set -l endings
    for token in $argv
        switch $token
            case ,
                set list 1
            case +
            case '@*'
                set kind (string sub -s 2 -- $token)
            case '.*'
                set -a endings $token
            case '*'
                set -a offered $token
        end
    end
    switch "$kind"
        case devices
            set -a offered (__headroom_devices)
        case places
            set -a offered (__headroom_places)
        case hosts
            set -a offered (__fish_print_hostnames)
        case programs
            set -a offered (__fish_complete_command)
        case journals
            set -a offered (__headroom_journals)
    end
    set -l before
    if test $list = 1
        set -l typed (commandline -ct | string replace -r '^--[^=]*=' '')
        set before (string replace -rf '^(.*,)[^,]*$' '$1' -- $typed)
        set -l left
        for word in $offered
            contains -- $word (string split , -- "$before"); or set -a left $word
        end
        set offered $left
    end
    for word in $offered
        echo "$before$word"
    end
    for ending in $endings
        __fish_complete_suffix $ending
    end
end

# begin generated: commands
function __headroom_is_command
    switch "$argv"
        case \
            'headroom-engine devices' \
            'headroom-engine sweep' \
            'headroom-engine layer' \
            'headroom-engine advise' \
            'headroom-engine shapes' \
            'headroom-engine reproduce' \
            'headroom-engine recover' \
            'headroom-engine merge' \
            'headroom-engine compare' \
            'headroom-engine places' \
            'headroom-engine places add' \
            'headroom-engine places remove' \
            'headroom-engine serve'
            return 0
    end
    return 1
end

function __headroom_takes_value
    switch "$argv"
        case \
            'headroom --replay' \
            'headroom --replay-speed' \
            'headroom --replay-duration' \
            'headroom --export' \
            'headroom --export-preset' \
            'headroom --export-size' \
            'headroom --export-scale' \
            'headroom --export-dpi' \
            'headroom --export-legend' \
            'headroom --export-theme' \
            'headroom --export-palette' \
            'headroom --export-view' \
            'headroom --export-over' \
            'headroom --export-log' \
            'headroom --export-hidden' \
            'headroom --export-scope' \
            'headroom --device' \
            'headroom --operation' \
            'headroom --pass' \
            'headroom --axis' \
            'headroom --range' \
            'headroom --mode' \
            'headroom --heads' \
            'headroom --ratios' \
            'headroom --hidden' \
            'headroom --points' \
            'headroom --model' \
            'headroom --kv-heads' \
            'headroom --head-dim' \
            'headroom --ffn' \
            'headroom --expert-ffn' \
            'headroom --vocab' \
            'headroom --tp' \
            'headroom --kv-seq' \
            'headroom --seq' \
            'headroom --batch' \
            'headroom --dtype' \
            'headroom --layout' \
            'headroom --algorithm' \
            'headroom --regime' \
            'headroom --precision' \
            'headroom --time-limit' \
            'headroom --order-seed' \
            'headroom --threads' \
            'headroom-engine devices --place' \
            'headroom-engine sweep --device' \
            'headroom-engine sweep --operation' \
            'headroom-engine sweep --pass' \
            'headroom-engine sweep --axis' \
            'headroom-engine sweep --range' \
            'headroom-engine sweep --mode' \
            'headroom-engine sweep --heads' \
            'headroom-engine sweep --ratios' \
            'headroom-engine sweep --hidden' \
            'headroom-engine sweep --points' \
            'headroom-engine sweep --model' \
            'headroom-engine sweep --kv-heads' \
            'headroom-engine sweep --head-dim' \
            'headroom-engine sweep --ffn' \
            'headroom-engine sweep --expert-ffn' \
            'headroom-engine sweep --vocab' \
            'headroom-engine sweep --tp' \
            'headroom-engine sweep --kv-seq' \
            'headroom-engine sweep --seq' \
            'headroom-engine sweep --batch' \
            'headroom-engine sweep --dtype' \
            'headroom-engine sweep --layout' \
            'headroom-engine sweep --algorithm' \
            'headroom-engine sweep --regime' \
            'headroom-engine sweep --precision' \
            'headroom-engine sweep --time-limit' \
            'headroom-engine sweep --order-seed' \
            'headroom-engine sweep --threads' \
            'headroom-engine sweep --csv' \
            'headroom-engine sweep --json' \
            'headroom-engine sweep --shard' \
            'headroom-engine sweep --resume' \
            'headroom-engine layer --model' \
            'headroom-engine layer --config' \
            'headroom-engine layer --hidden' \
            'headroom-engine layer --heads' \
            'headroom-engine layer --kv-heads' \
            'headroom-engine layer --head-dim' \
            'headroom-engine layer --ffn' \
            'headroom-engine layer --expert-ffn' \
            'headroom-engine layer --vocab' \
            'headroom-engine layer --tokens' \
            'headroom-engine layer --kv-seq' \
            'headroom-engine layer --tp' \
            'headroom-engine layer --pass' \
            'headroom-engine layer --device' \
            'headroom-engine layer --seq' \
            'headroom-engine layer --batch' \
            'headroom-engine layer --dtype' \
            'headroom-engine layer --algorithm' \
            'headroom-engine layer --regime' \
            'headroom-engine layer --precision' \
            'headroom-engine layer --time-limit' \
            'headroom-engine layer --order-seed' \
            'headroom-engine layer --threads' \
            'headroom-engine layer --csv' \
            'headroom-engine layer --json' \
            'headroom-engine layer --shard' \
            'headroom-engine layer --resume' \
            'headroom-engine advise --length' \
            'headroom-engine advise --value' \
            'headroom-engine advise --within' \
            'headroom-engine advise --values' \
            'headroom-engine advise --rank' \
            'headroom-engine advise --model' \
            'headroom-engine advise --config' \
            'headroom-engine advise --hidden' \
            'headroom-engine advise --heads' \
            'headroom-engine advise --kv-heads' \
            'headroom-engine advise --head-dim' \
            'headroom-engine advise --ffn' \
            'headroom-engine advise --expert-ffn' \
            'headroom-engine advise --vocab' \
            'headroom-engine advise --tokens' \
            'headroom-engine advise --kv-seq' \
            'headroom-engine advise --tp' \
            'headroom-engine advise --pass' \
            'headroom-engine advise --device' \
            'headroom-engine advise --seq' \
            'headroom-engine advise --batch' \
            'headroom-engine advise --dtype' \
            'headroom-engine advise --algorithm' \
            'headroom-engine advise --regime' \
            'headroom-engine advise --precision' \
            'headroom-engine advise --time-limit' \
            'headroom-engine advise --order-seed' \
            'headroom-engine advise --threads' \
            'headroom-engine advise --csv' \
            'headroom-engine advise --json' \
            'headroom-engine advise --shard' \
            'headroom-engine advise --resume' \
            'headroom-engine shapes --shapes' \
            'headroom-engine shapes --device' \
            'headroom-engine shapes --dtype' \
            'headroom-engine shapes --layout' \
            'headroom-engine shapes --algorithm' \
            'headroom-engine shapes --regime' \
            'headroom-engine shapes --precision' \
            'headroom-engine shapes --time-limit' \
            'headroom-engine shapes --threads' \
            'headroom-engine shapes --csv' \
            'headroom-engine shapes --json' \
            'headroom-engine shapes --shard' \
            'headroom-engine shapes --resume' \
            'headroom-engine reproduce --as' \
            'headroom-engine reproduce --point' \
            'headroom-engine reproduce --shape' \
            'headroom-engine reproduce --dtype' \
            'headroom-engine reproduce --layout' \
            'headroom-engine recover --csv' \
            'headroom-engine recover --json' \
            'headroom-engine merge --csv' \
            'headroom-engine merge --json' \
            'headroom-engine merge --rank' \
            'headroom-engine compare --csv' \
            'headroom-engine places add --engine' \
            'headroom-engine places add --slurm' \
            'headroom-engine places add --login'
            return 0
    end
    return 1
end

complete -c headroom -n '__headroom_at' -f
complete -c headroom -n '__headroom_at' -s h -l help -d 'Print this help message and exit'
complete -c headroom -n '__headroom_at' -l version -d 'Display program version information and exit'
complete -c headroom -n '__headroom_at' -l start -d 'Start the sweep at once'
complete -c headroom -n '__headroom_at' -l presentation -d 'The chart alone on the whole screen, for an audience; Esc or F11 leaves it'
complete -c headroom -n '__headroom_at' -l replay -x -a '(__headroom_value @files .headroom.json .jsonl)' -d 'Play a run back in the window at the pace of its last visits; nothing is measured'
complete -c headroom -n '__headroom_at' -l replay-speed -x -a '(__headroom_value @any)' -d 'Times that pace'
complete -c headroom -n '__headroom_at' -l replay-duration -x -a '(__headroom_value @any)' -d 'The whole replay takes that long: 30s, 2m, or seconds'
complete -c headroom -n '__headroom_at' -l replay-paused -d 'The replay waits for Space before its first point'
complete -c headroom -n '__headroom_at' -l in-process -d 'Drive GPUs from this process instead of one beside it (for profilers)'
complete -c headroom -n '__headroom_at' -l export -x -a '(__headroom_value @files .png .svg .pdf .csv)' -d 'Write the chart or the measurements and exit; no display is needed. The ending says which: .png .svg .pdf .csv. May be given several times'
complete -c headroom -n '__headroom_at' -l export-preset -x -a '(__headroom_value screen slide column two-columns)' -d 'Size, resolution and legend as they fit there; in a paper as high as it takes'
complete -c headroom -n '__headroom_at' -l export-size -x -a '(__headroom_value @any)' -d 'Size of pictures in pixels'
complete -c headroom -n '__headroom_at' -l export-scale -x -a '(__headroom_value @any)' -d 'That many times the pixels for the same picture'
complete -c headroom -n '__headroom_at' -l export-dpi -x -a '(__headroom_value @any)' -d 'Pixels to the inch, which decide the size on paper'
complete -c headroom -n '__headroom_at' -l export-legend -x -a '(__headroom_value right below labels)' -d 'Where the legend stands, or names at the ends of the curves'
complete -c headroom -n '__headroom_at' -l export-theme -x -a '(__headroom_value light dark)' -d 'A white figure or a dark one'
complete -c headroom -n '__headroom_at' -l export-palette -x -a '(__headroom_value paper ordinal)' -d 'The paper'\''s colours, or an order from dark to light that grey prints keep'
complete -c headroom -n '__headroom_at' -l export-dashes -d 'A line pattern for each h/a, where the curves are of one run'
complete -c headroom -n '__headroom_at' -l export-view -x -a '(__headroom_value throughput roof time ratio runs)' -d 'What the y axis shows: throughput, its share of the roof, the time of a call, the first run'\''s throughput over another'\''s, or each run'\''s over the median of all'
complete -c headroom -n '__headroom_at' -l export-over -x -a '(__headroom_value @files .headroom.json .jsonl)' -d 'Show the first run over that one of those named, by file or as the legend calls it'
complete -c headroom -n '__headroom_at' -l export-log -x -a '(__headroom_value x y xy)' -d 'Axes with a logarithmic scale'
complete -c headroom -n '__headroom_at' -l export-hidden -x -a '(__headroom_value @any)' -d 'Hidden sizes h on the x axis'
complete -c headroom -n '__headroom_at' -l export-fit-first -d 'Both axes fit the first run, whatever the others have'
complete -c headroom -n '__headroom_at' -l export-scope -x -a '(__headroom_value layer model)' -d 'Of runs of headroom-engine layer: the times of one layer, or of all layers and the logits'
complete -c headroom -n '__headroom_at' -l no-title -d 'Leave out what stands above the chart: the title, and below it device, sizes, library and date'
complete -c headroom -n '__headroom_at' -l no-caption -d 'Leave out what stands below the chart in small type: algorithm, driver, version, what each run has of its own, sources'
complete -c headroom -n '__headroom_at' -l device -x -a '(__headroom_value , @devices auto cpu cuda:all reference)' -d 'Device to measure on'
complete -c headroom -n '__headroom_at' -l operation -x -a '(__headroom_value , key-query-score attention-over-value qkv output-projection mlp-up mlp-gate-up mlp-down logits expert-gate-up expert-down latent-down latent-query-up latent-kv-up absorbed-query absorbed-value)' -d 'GEMM to measure'
complete -c headroom -n '__headroom_at' -l pass -x -a '(__headroom_value , forward dgrad wgrad)' -d 'Which of its GEMMs'
complete -c headroom -n '__headroom_at' -l axis -x -a '(__headroom_value hidden head-dim ffn expert-ffn vocab tokens seq kv-seq kv-heads tp)' -d 'Length along the x axis'
complete -c headroom -n '__headroom_at' -l range -x -a '(__headroom_value @any)' -d 'Range of that length; of h, --hidden says it'
complete -c headroom -n '__headroom_at' -l mode -x -a '(__headroom_value fixed-heads fixed-head-dim)' -d 'What stays fixed along a curve'
complete -c headroom -n '__headroom_at' -l heads -x -a '(__headroom_value @any)' -d 'Number of attention heads a'
complete -c headroom -n '__headroom_at' -l ratios -x -a '(__headroom_value @any)' -d 'h/a ratios, one curve each'
complete -c headroom -n '__headroom_at' -l hidden -x -a '(__headroom_value @any)' -d 'Range of hidden sizes h'
complete -c headroom -n '__headroom_at' -l points -x -a '(__headroom_value all)' -d 'Points per curve, spread over the range'
complete -c headroom -n '__headroom_at' -l model -x -a '(__headroom_value gpt-3-2.7b gpt-3-175b pythia-2.8b llama-2-7b llama-3.1-8b llama-3.1-70b llama-3.1-405b mistral-7b qwen3-8b qwen3-32b mixtral-8x7b gpt-oss-120b deepseek-v3)' -d 'Model, by name'
complete -c headroom -n '__headroom_at' -l kv-heads -x -a '(__headroom_value @any)' -d 'Number of key/value heads g'
complete -c headroom -n '__headroom_at' -l head-dim -x -a '(__headroom_value @any)' -d 'Head dimension d'
complete -c headroom -n '__headroom_at' -l ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size f'
complete -c headroom -n '__headroom_at' -l expert-ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size of an expert'
complete -c headroom -n '__headroom_at' -l vocab -x -a '(__headroom_value @any)' -d 'Vocabulary v'
complete -c headroom -n '__headroom_at' -l tp -x -a '(__headroom_value @any)' -d 'Devices that share the layer'
complete -c headroom -n '__headroom_at' -l kv-seq -x -a '(__headroom_value @any)' -d 'Tokens of a sequence that are attended to'
complete -c headroom -n '__headroom_at' -l seq -x -a '(__headroom_value @any)' -d 'Sequence length s'
complete -c headroom -n '__headroom_at' -l batch -x -a '(__headroom_value @any)' -d 'Microbatch b'
complete -c headroom -n '__headroom_at' -l dtype -x -a '(__headroom_value , f32 f16 bf16 tf32 e4m3 e4m3-quantised mxfp8 nvfp4)' -d 'Type of the operands'
complete -c headroom -n '__headroom_at' -l layout -x -a '(__headroom_value nn nt tn strided)' -d 'How the operands lie in memory'
complete -c headroom -n '__headroom_at' -l algorithm -x -a '(__headroom_value default best both)' -d 'Library'\''s choice, its best candidate, or a row of each'
complete -c headroom -n '__headroom_at' -l regime -x -a '(__headroom_value burst sustained)' -d 'Short windows at full clock, or continuous load'
complete -c headroom -n '__headroom_at' -l precision -x -a '(__headroom_value @any)' -d 'Half width of the interval, relative'
complete -c headroom -n '__headroom_at' -l time-limit -x -a '(__headroom_value @any)' -d 'Longest time one point is timed for'
complete -c headroom -n '__headroom_at' -l order-seed -x -a '(__headroom_value @any)' -d 'Seed of the measuring order'
complete -c headroom -n '__headroom_at' -l threads -x -a '(__headroom_value @any)' -d 'CPU threads that compute'
complete -c headroom -n '__headroom_at' -l wait -d 'Where another program measures on the device, measure after it'
complete -c headroom -n '__headroom_argument 1+' -a '(__headroom_value + @files .headroom.json .jsonl .png .out .csv .json)'
complete -c headroom-engine -n '__headroom_at' -f
complete -c headroom-engine -n '__headroom_at' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at' -l version -d 'Display program version information and exit'
complete -c headroom-engine -n '__headroom_at' -a devices -d 'List what can be measured on, and why something cannot'
complete -c headroom-engine -n '__headroom_at' -a sweep -d 'Measure throughput over hidden size'
complete -c headroom-engine -n '__headroom_at' -a layer -d 'Measure every GEMM of a model'\''s layer'
complete -c headroom-engine -n '__headroom_at' -a advise -d 'Measure the neighbours of a model'\''s length and say which is the best'
complete -c headroom-engine -n '__headroom_at' -a shapes -d 'Measure the GEMMs of a list'
complete -c headroom-engine -n '__headroom_at' -a reproduce -d 'Write a program that runs one GEMM of a run again'
complete -c headroom-engine -n '__headroom_at' -a recover -d 'List the journals of runs that were cut off, or write one out'
complete -c headroom-engine -n '__headroom_at' -a merge -d 'Write runs that measured parts of one sweep as one run'
complete -c headroom-engine -n '__headroom_at' -a compare -d 'Say which of several runs of one sweep falls out of the band'
complete -c headroom-engine -n '__headroom_at' -a places -d 'List the places elsewhere that devices are in, or change them'
complete -c headroom-engine -n '__headroom_at' -a serve -d 'Measure for another program, over standard input and output'
complete -c headroom-engine -n '__headroom_at devices' -f
complete -c headroom-engine -n '__headroom_at devices' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at devices' -l json -d 'As JSON'
complete -c headroom-engine -n '__headroom_at devices' -l place -x -a '(__headroom_value @places)' -d 'Those of a place, instead of this machine'\''s; may be named several times'
complete -c headroom-engine -n '__headroom_at sweep' -f
complete -c headroom-engine -n '__headroom_at sweep' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at sweep' -l device -x -a '(__headroom_value , @devices auto cpu cuda:all reference)' -d 'Device to measure on'
complete -c headroom-engine -n '__headroom_at sweep' -l operation -x -a '(__headroom_value , key-query-score attention-over-value qkv output-projection mlp-up mlp-gate-up mlp-down logits expert-gate-up expert-down latent-down latent-query-up latent-kv-up absorbed-query absorbed-value)' -d 'GEMM to measure'
complete -c headroom-engine -n '__headroom_at sweep' -l pass -x -a '(__headroom_value , forward dgrad wgrad)' -d 'Which of its GEMMs'
complete -c headroom-engine -n '__headroom_at sweep' -l axis -x -a '(__headroom_value hidden head-dim ffn expert-ffn vocab tokens seq kv-seq kv-heads tp)' -d 'Length along the x axis'
complete -c headroom-engine -n '__headroom_at sweep' -l range -x -a '(__headroom_value @any)' -d 'Range of that length; of h, --hidden says it'
complete -c headroom-engine -n '__headroom_at sweep' -l mode -x -a '(__headroom_value fixed-heads fixed-head-dim)' -d 'What stays fixed along a curve'
complete -c headroom-engine -n '__headroom_at sweep' -l heads -x -a '(__headroom_value @any)' -d 'Number of attention heads a'
complete -c headroom-engine -n '__headroom_at sweep' -l ratios -x -a '(__headroom_value @any)' -d 'h/a ratios, one curve each'
complete -c headroom-engine -n '__headroom_at sweep' -l hidden -x -a '(__headroom_value @any)' -d 'Range of hidden sizes h'
complete -c headroom-engine -n '__headroom_at sweep' -l points -x -a '(__headroom_value all)' -d 'Points per curve, spread over the range'
complete -c headroom-engine -n '__headroom_at sweep' -l model -x -a '(__headroom_value gpt-3-2.7b gpt-3-175b pythia-2.8b llama-2-7b llama-3.1-8b llama-3.1-70b llama-3.1-405b mistral-7b qwen3-8b qwen3-32b mixtral-8x7b gpt-oss-120b deepseek-v3)' -d 'Model, by name'
complete -c headroom-engine -n '__headroom_at sweep' -l kv-heads -x -a '(__headroom_value @any)' -d 'Number of key/value heads g'
complete -c headroom-engine -n '__headroom_at sweep' -l head-dim -x -a '(__headroom_value @any)' -d 'Head dimension d'
complete -c headroom-engine -n '__headroom_at sweep' -l ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size f'
complete -c headroom-engine -n '__headroom_at sweep' -l expert-ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size of an expert'
complete -c headroom-engine -n '__headroom_at sweep' -l vocab -x -a '(__headroom_value @any)' -d 'Vocabulary v'
complete -c headroom-engine -n '__headroom_at sweep' -l tp -x -a '(__headroom_value @any)' -d 'Devices that share the layer'
complete -c headroom-engine -n '__headroom_at sweep' -l kv-seq -x -a '(__headroom_value @any)' -d 'Tokens of a sequence that are attended to'
complete -c headroom-engine -n '__headroom_at sweep' -l seq -x -a '(__headroom_value @any)' -d 'Sequence length s'
complete -c headroom-engine -n '__headroom_at sweep' -l batch -x -a '(__headroom_value @any)' -d 'Microbatch b'
complete -c headroom-engine -n '__headroom_at sweep' -l dtype -x -a '(__headroom_value , f32 f16 bf16 tf32 e4m3 e4m3-quantised mxfp8 nvfp4)' -d 'Type of the operands'
complete -c headroom-engine -n '__headroom_at sweep' -l layout -x -a '(__headroom_value nn nt tn strided)' -d 'How the operands lie in memory'
complete -c headroom-engine -n '__headroom_at sweep' -l algorithm -x -a '(__headroom_value default best both)' -d 'Library'\''s choice, its best candidate, or a row of each'
complete -c headroom-engine -n '__headroom_at sweep' -l regime -x -a '(__headroom_value burst sustained)' -d 'Short windows at full clock, or continuous load'
complete -c headroom-engine -n '__headroom_at sweep' -l precision -x -a '(__headroom_value @any)' -d 'Half width of the interval, relative'
complete -c headroom-engine -n '__headroom_at sweep' -l time-limit -x -a '(__headroom_value @any)' -d 'Longest time one point is timed for'
complete -c headroom-engine -n '__headroom_at sweep' -l order-seed -x -a '(__headroom_value @any)' -d 'Seed of the measuring order'
complete -c headroom-engine -n '__headroom_at sweep' -l threads -x -a '(__headroom_value @any)' -d 'CPU threads that compute'
complete -c headroom-engine -n '__headroom_at sweep' -l wait -d 'Where another program measures on the device, measure after it'
complete -c headroom-engine -n '__headroom_at sweep' -l csv -x -a '(__headroom_value @files .csv -)' -d 'Write the rows as CSV (- for the standard output)'
complete -c headroom-engine -n '__headroom_at sweep' -l json -x -a '(__headroom_value @files .json -)' -d 'Write a run file (- for the standard output)'
complete -c headroom-engine -n '__headroom_at sweep' -l quiet -d 'No progress'
complete -c headroom-engine -n '__headroom_at sweep' -l shard -x -a '(__headroom_value @any)' -d 'Measure one of N parts of the points, for the tasks of an array job'
complete -c headroom-engine -n '__headroom_at sweep' -l resume -x -a '(__headroom_value @files .jsonl)' -d 'Keep the journal in a file, and go on from what it holds'
complete -c headroom-engine -n '__headroom_at layer' -f
complete -c headroom-engine -n '__headroom_at layer' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at layer' -l model -x -a '(__headroom_value gpt-3-2.7b gpt-3-175b pythia-2.8b llama-2-7b llama-3.1-8b llama-3.1-70b llama-3.1-405b mistral-7b qwen3-8b qwen3-32b mixtral-8x7b gpt-oss-120b deepseek-v3)' -d 'Model, by name'
complete -c headroom-engine -n '__headroom_at layer' -l config -x -a '(__headroom_value @files .json)' -d 'Model, by its config.json'
complete -c headroom-engine -n '__headroom_at layer' -l hidden -x -a '(__headroom_value @any)' -d 'Hidden size h'
complete -c headroom-engine -n '__headroom_at layer' -l heads -x -a '(__headroom_value @any)' -d 'Number of heads a'
complete -c headroom-engine -n '__headroom_at layer' -l kv-heads -x -a '(__headroom_value @any)' -d 'Number of key/value heads g'
complete -c headroom-engine -n '__headroom_at layer' -l head-dim -x -a '(__headroom_value @any)' -d 'Head dimension d'
complete -c headroom-engine -n '__headroom_at layer' -l ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size f'
complete -c headroom-engine -n '__headroom_at layer' -l expert-ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size of an expert'
complete -c headroom-engine -n '__headroom_at layer' -l vocab -x -a '(__headroom_value @any)' -d 'Vocabulary v'
complete -c headroom-engine -n '__headroom_at layer' -l gated -d 'Without a model'\''s name: its MLP has a gate'
complete -c headroom-engine -n '__headroom_at layer' -l tokens -x -a '(__headroom_value @any)' -d 'Tokens at once, b times s; sets the microbatch'
complete -c headroom-engine -n '__headroom_at layer' -l kv-seq -x -a '(__headroom_value @any)' -d 'Tokens of a sequence that are attended to'
complete -c headroom-engine -n '__headroom_at layer' -l tp -x -a '(__headroom_value @any)' -d 'Devices that share the layer'
complete -c headroom-engine -n '__headroom_at layer' -l pass -x -a '(__headroom_value forward dgrad wgrad all)' -d 'GEMMs of each operation'
complete -c headroom-engine -n '__headroom_at layer' -l device -x -a '(__headroom_value , @devices auto cpu cuda:all reference)' -d 'Device to measure on'
complete -c headroom-engine -n '__headroom_at layer' -l seq -x -a '(__headroom_value @any)' -d 'Sequence length s'
complete -c headroom-engine -n '__headroom_at layer' -l batch -x -a '(__headroom_value @any)' -d 'Microbatch b'
complete -c headroom-engine -n '__headroom_at layer' -l dtype -x -a '(__headroom_value , f32 f16 bf16 tf32 e4m3 e4m3-quantised mxfp8 nvfp4)' -d 'Type of the operands'
complete -c headroom-engine -n '__headroom_at layer' -l algorithm -x -a '(__headroom_value default best both)' -d 'Library'\''s choice, its best candidate, or a row of each'
complete -c headroom-engine -n '__headroom_at layer' -l regime -x -a '(__headroom_value burst sustained)' -d 'Short windows at full clock, or continuous load'
complete -c headroom-engine -n '__headroom_at layer' -l precision -x -a '(__headroom_value @any)' -d 'Half width of the interval, relative'
complete -c headroom-engine -n '__headroom_at layer' -l time-limit -x -a '(__headroom_value @any)' -d 'Longest time one point is timed for'
complete -c headroom-engine -n '__headroom_at layer' -l order-seed -x -a '(__headroom_value @any)' -d 'Seed of the measuring order'
complete -c headroom-engine -n '__headroom_at layer' -l threads -x -a '(__headroom_value @any)' -d 'CPU threads that compute'
complete -c headroom-engine -n '__headroom_at layer' -l wait -d 'Where another program measures on the device, measure after it'
complete -c headroom-engine -n '__headroom_at layer' -l csv -x -a '(__headroom_value @files .csv -)' -d 'Write the rows as CSV (- for the standard output)'
complete -c headroom-engine -n '__headroom_at layer' -l json -x -a '(__headroom_value @files .json -)' -d 'Write a run file (- for the standard output)'
complete -c headroom-engine -n '__headroom_at layer' -l quiet -d 'No progress'
complete -c headroom-engine -n '__headroom_at layer' -l shard -x -a '(__headroom_value @any)' -d 'Measure one of N parts of the points, for the tasks of an array job'
complete -c headroom-engine -n '__headroom_at layer' -l resume -x -a '(__headroom_value @files .jsonl)' -d 'Keep the journal in a file, and go on from what it holds'
complete -c headroom-engine -n '__headroom_at advise' -f
complete -c headroom-engine -n '__headroom_at advise' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at advise' -l length -x -a '(__headroom_value hidden heads kv-heads head-dim ffn expert-ffn vocab tp)' -d 'Length that is asked about'
complete -c headroom-engine -n '__headroom_at advise' -l value -x -a '(__headroom_value @any)' -d 'Its value'
complete -c headroom-engine -n '__headroom_at advise' -l within -x -a '(__headroom_value @any)' -d 'How far a neighbour may be, relative'
complete -c headroom-engine -n '__headroom_at advise' -l values -x -a '(__headroom_value @any)' -d 'Other values to measure, instead of neighbours'
complete -c headroom-engine -n '__headroom_at advise' -l rank -x -a '(__headroom_value throughput time)' -d 'What the better one has more of'
complete -c headroom-engine -n '__headroom_at advise' -l model -x -a '(__headroom_value gpt-3-2.7b gpt-3-175b pythia-2.8b llama-2-7b llama-3.1-8b llama-3.1-70b llama-3.1-405b mistral-7b qwen3-8b qwen3-32b mixtral-8x7b gpt-oss-120b deepseek-v3)' -d 'Model, by name'
complete -c headroom-engine -n '__headroom_at advise' -l config -x -a '(__headroom_value @files .json)' -d 'Model, by its config.json'
complete -c headroom-engine -n '__headroom_at advise' -l hidden -x -a '(__headroom_value @any)' -d 'Hidden size h'
complete -c headroom-engine -n '__headroom_at advise' -l heads -x -a '(__headroom_value @any)' -d 'Number of heads a'
complete -c headroom-engine -n '__headroom_at advise' -l kv-heads -x -a '(__headroom_value @any)' -d 'Number of key/value heads g'
complete -c headroom-engine -n '__headroom_at advise' -l head-dim -x -a '(__headroom_value @any)' -d 'Head dimension d'
complete -c headroom-engine -n '__headroom_at advise' -l ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size f'
complete -c headroom-engine -n '__headroom_at advise' -l expert-ffn -x -a '(__headroom_value @any)' -d 'Feed-forward size of an expert'
complete -c headroom-engine -n '__headroom_at advise' -l vocab -x -a '(__headroom_value @any)' -d 'Vocabulary v'
complete -c headroom-engine -n '__headroom_at advise' -l gated -d 'Without a model'\''s name: its MLP has a gate'
complete -c headroom-engine -n '__headroom_at advise' -l tokens -x -a '(__headroom_value @any)' -d 'Tokens at once, b times s; sets the microbatch'
complete -c headroom-engine -n '__headroom_at advise' -l kv-seq -x -a '(__headroom_value @any)' -d 'Tokens of a sequence that are attended to'
complete -c headroom-engine -n '__headroom_at advise' -l tp -x -a '(__headroom_value @any)' -d 'Devices that share the layer'
complete -c headroom-engine -n '__headroom_at advise' -l pass -x -a '(__headroom_value forward dgrad wgrad all)' -d 'GEMMs of each operation'
complete -c headroom-engine -n '__headroom_at advise' -l device -x -a '(__headroom_value , @devices auto cpu cuda:all reference)' -d 'Device to measure on'
complete -c headroom-engine -n '__headroom_at advise' -l seq -x -a '(__headroom_value @any)' -d 'Sequence length s'
complete -c headroom-engine -n '__headroom_at advise' -l batch -x -a '(__headroom_value @any)' -d 'Microbatch b'
complete -c headroom-engine -n '__headroom_at advise' -l dtype -x -a '(__headroom_value , f32 f16 bf16 tf32 e4m3 e4m3-quantised mxfp8 nvfp4)' -d 'Type of the operands'
complete -c headroom-engine -n '__headroom_at advise' -l algorithm -x -a '(__headroom_value default best both)' -d 'Library'\''s choice, its best candidate, or a row of each'
complete -c headroom-engine -n '__headroom_at advise' -l regime -x -a '(__headroom_value burst sustained)' -d 'Short windows at full clock, or continuous load'
complete -c headroom-engine -n '__headroom_at advise' -l precision -x -a '(__headroom_value @any)' -d 'Half width of the interval, relative'
complete -c headroom-engine -n '__headroom_at advise' -l time-limit -x -a '(__headroom_value @any)' -d 'Longest time one point is timed for'
complete -c headroom-engine -n '__headroom_at advise' -l order-seed -x -a '(__headroom_value @any)' -d 'Seed of the measuring order'
complete -c headroom-engine -n '__headroom_at advise' -l threads -x -a '(__headroom_value @any)' -d 'CPU threads that compute'
complete -c headroom-engine -n '__headroom_at advise' -l wait -d 'Where another program measures on the device, measure after it'
complete -c headroom-engine -n '__headroom_at advise' -l csv -x -a '(__headroom_value @files .csv -)' -d 'Write the rows as CSV (- for the standard output)'
complete -c headroom-engine -n '__headroom_at advise' -l json -x -a '(__headroom_value @files .json -)' -d 'Write a run file (- for the standard output)'
complete -c headroom-engine -n '__headroom_at advise' -l quiet -d 'No progress'
complete -c headroom-engine -n '__headroom_at advise' -l shard -x -a '(__headroom_value @any)' -d 'Measure one of N parts of the points, for the tasks of an array job'
complete -c headroom-engine -n '__headroom_at advise' -l resume -x -a '(__headroom_value @files .jsonl)' -d 'Keep the journal in a file, and go on from what it holds'
complete -c headroom-engine -n '__headroom_at shapes' -f
complete -c headroom-engine -n '__headroom_at shapes' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at shapes' -l shapes -x -a '(__headroom_value @any)' -d 'GEMMs instead of a file, or BxMxNxK with a batch'
complete -c headroom-engine -n '__headroom_at shapes' -l device -x -a '(__headroom_value , @devices auto cpu cuda:all reference)' -d 'Device to measure on'
complete -c headroom-engine -n '__headroom_at shapes' -l dtype -x -a '(__headroom_value , f32 f16 bf16 tf32 e4m3 e4m3-quantised mxfp8 nvfp4)' -d 'Type of the operands'
complete -c headroom-engine -n '__headroom_at shapes' -l layout -x -a '(__headroom_value nn nt tn strided)' -d 'How the operands lie in memory'
complete -c headroom-engine -n '__headroom_at shapes' -l algorithm -x -a '(__headroom_value default best both)' -d 'Library'\''s choice, its best candidate, or a row of each'
complete -c headroom-engine -n '__headroom_at shapes' -l regime -x -a '(__headroom_value burst sustained)' -d 'Short windows at full clock, or continuous load'
complete -c headroom-engine -n '__headroom_at shapes' -l precision -x -a '(__headroom_value @any)' -d 'Half width of the interval, relative'
complete -c headroom-engine -n '__headroom_at shapes' -l time-limit -x -a '(__headroom_value @any)' -d 'Longest time one point is timed for'
complete -c headroom-engine -n '__headroom_at shapes' -l threads -x -a '(__headroom_value @any)' -d 'CPU threads that compute'
complete -c headroom-engine -n '__headroom_at shapes' -l wait -d 'Where another program measures on the device, measure after it'
complete -c headroom-engine -n '__headroom_at shapes' -l csv -x -a '(__headroom_value @files .csv -)' -d 'Write the rows as CSV (- for the standard output)'
complete -c headroom-engine -n '__headroom_at shapes' -l json -x -a '(__headroom_value @files .json -)' -d 'Write a run file (- for the standard output)'
complete -c headroom-engine -n '__headroom_at shapes' -l quiet -d 'No progress'
complete -c headroom-engine -n '__headroom_at shapes' -l shard -x -a '(__headroom_value @any)' -d 'Measure one of N parts of the points, for the tasks of an array job'
complete -c headroom-engine -n '__headroom_at shapes' -l resume -x -a '(__headroom_value @files .jsonl)' -d 'Keep the journal in a file, and go on from what it holds'
complete -c headroom-engine -n '__headroom_argument 1 shapes' -a '(__headroom_value @files .csv -)'
complete -c headroom-engine -n '__headroom_at reproduce' -f
complete -c headroom-engine -n '__headroom_at reproduce' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at reproduce' -l as -x -a '(__headroom_value pytorch cublaslt)' -d 'What is written'
complete -c headroom-engine -n '__headroom_at reproduce' -l point -x -a '(__headroom_value @any)' -d 'Row of the run, counted as in its CSV'
complete -c headroom-engine -n '__headroom_at reproduce' -l shape -x -a '(__headroom_value @any)' -d 'GEMM instead of a run'\''s, or BxMxNxK with a batch'
complete -c headroom-engine -n '__headroom_at reproduce' -l dtype -x -a '(__headroom_value , f32 f16 bf16 tf32 e4m3 e4m3-quantised mxfp8 nvfp4)' -d 'Type of the operands'
complete -c headroom-engine -n '__headroom_at reproduce' -l layout -x -a '(__headroom_value nn nt tn strided)' -d 'How the operands lie in memory'
complete -c headroom-engine -n '__headroom_argument 1 reproduce' -a '(__headroom_value @files .headroom.json .jsonl)'
complete -c headroom-engine -n '__headroom_at recover' -f
complete -c headroom-engine -n '__headroom_at recover' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at recover' -l csv -x -a '(__headroom_value @files .csv -)' -d 'Write the rows as CSV (- for the standard output)'
complete -c headroom-engine -n '__headroom_at recover' -l json -x -a '(__headroom_value @files .json -)' -d 'Write a run file (- for the standard output)'
complete -c headroom-engine -n '__headroom_at recover' -l discard -d 'Delete the journal once all of it was written'
complete -c headroom-engine -n '__headroom_argument 1 recover' -a '(__headroom_value @journals .jsonl)'
complete -c headroom-engine -n '__headroom_at merge' -f
complete -c headroom-engine -n '__headroom_at merge' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at merge' -l csv -x -a '(__headroom_value @files .csv -)' -d 'Write the rows as CSV (- for the standard output)'
complete -c headroom-engine -n '__headroom_at merge' -l json -x -a '(__headroom_value @files .json -)' -d 'Write a run file (- for the standard output)'
complete -c headroom-engine -n '__headroom_at merge' -l rank -x -a '(__headroom_value throughput time)' -d 'What the better one has more of'
complete -c headroom-engine -n '__headroom_argument 1+ merge' -a '(__headroom_value + @files .headroom.json .jsonl)'
complete -c headroom-engine -n '__headroom_at compare' -f
complete -c headroom-engine -n '__headroom_at compare' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at compare' -l csv -x -a '(__headroom_value @files .csv -)' -d 'Write the rows as CSV (- for the standard output)'
complete -c headroom-engine -n '__headroom_argument 1+ compare' -a '(__headroom_value + @files .headroom.json .jsonl)'
complete -c headroom-engine -n '__headroom_at places' -f
complete -c headroom-engine -n '__headroom_at places' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at places' -a add -d 'Describe a place, or describe it anew'
complete -c headroom-engine -n '__headroom_at places' -a remove -d 'Forget a place'
complete -c headroom-engine -n '__headroom_at places add' -f
complete -c headroom-engine -n '__headroom_at places add' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_at places add' -l engine -x -a '(__headroom_value @programs)' -d 'The engine on that host, a name or a path'
complete -c headroom-engine -n '__headroom_at places add' -l command -d 'What follows the name is a command that starts headroom-engine serve there'
complete -c headroom-engine -n '__headroom_at places add' -l slurm -x -a '(__headroom_value @any)' -d 'A job with so many GPUs in a Slurm queue; what follows the name is options of it'
complete -c headroom-engine -n '__headroom_at places add' -l login -x -a '(__headroom_value @hosts)' -d 'The host that talks to Slurm, as ssh is given it'
complete -c headroom-engine -n '__headroom_argument 1 places add' -a '(__headroom_value @any)'
complete -c headroom-engine -n '__headroom_argument 2+ places add' -a '(__headroom_value + @hosts)'
complete -c headroom-engine -n '__headroom_at places remove' -f
complete -c headroom-engine -n '__headroom_at places remove' -s h -l help -d 'Print this help message and exit'
complete -c headroom-engine -n '__headroom_argument 1 places remove' -a '(__headroom_value @places)'
complete -c headroom-engine -n '__headroom_at serve' -f
complete -c headroom-engine -n '__headroom_at serve' -s h -l help -d 'Print this help message and exit'
# end generated
