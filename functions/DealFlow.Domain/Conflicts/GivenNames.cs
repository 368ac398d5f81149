namespace DealFlow.Domain.Conflicts;

/// <summary>First names as they stand before a founder's surname: "Robert Bosch" is Bosch, and "Silvia Heidenreich" may be another Heidenreich.</summary>
internal static class GivenNames
{
    private static readonly HashSet<string> Names =
    [
        .. """
        achim adam adolf albert alexander alfons alfred alois andrea andreas angela angelika anita anja anke anna anne annette anneliese annemarie antje anton armin arno arnold arthur
        artur astrid august axel barbara beate bernd bernhard bertram bettina bianca birgit bjorn brigitte bruno burkhard carl carmen carola caroline christa christel christian christiane
        christina christine christoph claudia claus clemens constantin cornelia dagmar daniel daniela david detlef diana dieter dietmar dietrich dirk dominik doris dorothea eberhard eckhard
        edgar edith edmund eduard elfriede elisabeth elke ellen else emil emma erhard eric erich erik erika ernst erwin eugen eva ewald fabian felix ferdinand florian frank franz friedhelm
        friedrich fritz gabriele georg gerald gerd gerda gerhard gertrud gisela gottfried gottlieb gregor gudrun gunter gunther gustav hanna hannelore hannes hans harald hartmut hartwig hedwig
        heike heiko heiner heinrich heinz helene helga helmut hellmut hendrik henning henry herbert hermann hilde hildegard holger horst hubert hugo ilona ilse ines inge ingeborg ingo ingrid
        irene iris irmgard isabel jakob jan jens joachim jochen johann johanna johannes john jorg jose josef joseph jurgen julia julius jutta kai karin karl karsten katharina katja katrin
        kerstin klara klaus konrad kurt lars laura lena leo leonhard lina lorenz lothar louis luca lucas ludger ludwig luise lukas lutz magdalena manfred manuel manuela marc marcel marco marcus margarete
        margit margot maria marianne marie marina mario marion mark markus marlies marlis martha martin martina mathias matthias max maximilian melanie michael michaela miriam monika nadine nicole niels
        nikolaus nils nina norbert olaf oliver oscar oskar otmar otto patrick paul paula peter petra philipp rainer ralf ralph regina reiner reinhard reinhold renate rene richard rita robert
        roland rolf roman ronald rosa rosemarie rudi rudiger rudolf ruth sabine sabrina sandra sebastian siegfried siegmund sigrid silke silvia simon simone sonja sophie stefan stefanie steffen
        stephan susanne sven sylvia tanja theo theodor theresia thomas thorsten tilo tim tobias torsten udo ulf uli ulrich ulrike ursula ute uwe valentin veit vera veronika viktor volker volkmar
        walter waltraud werner wilfried wilhelm willi willy winfried wolf wolfgang wolfram xaver yvonne
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    public static IEnumerable<string> All => Names;

    /// <summary>True of a word in normal form that is a first name.</summary>
    public static bool Has(string word) => Names.Contains(word);
}
