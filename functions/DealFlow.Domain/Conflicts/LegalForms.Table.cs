namespace DealFlow.Domain.Conflicts;

internal static partial class LegalForms
{
    /// <summary>Canonical form, then how names end in it: plain tokens in both spellings of umlauts.</summary>
    private const string SuffixTable = """
        GmbH: gmbh|mbh|gesmbh|ges mbh|g mbh|gesellschaft mbh|gesellschaft mit beschraenkter haftung|gesellschaft mit beschrankter haftung|mit beschraenkter haftung|mit beschrankter haftung
        gGmbH: ggmbh|gemeinnuetzige gmbh|gemeinnutzige gmbh
        UG: ug|ug haftungsbeschraenkt|ug haftungsbeschrankt|unternehmergesellschaft|unternehmergesellschaft haftungsbeschraenkt|unternehmergesellschaft haftungsbeschrankt|haftungsbeschraenkt|haftungsbeschrankt
        AG: ag|aktiengesellschaft
        SE: se|societas europaea
        KG: kg|kommanditgesellschaft
        KGaA: kgaa|kommanditgesellschaft auf aktien|kg aa
        OHG: ohg|offene handelsgesellschaft|oeg|og
        GbR: gbr|gesellschaft buergerlichen rechts|gesellschaft burgerlichen rechts
        PartG: partg|partgmbb|partg mbb|partnerschaft|partnerschaftsgesellschaft
        e.K.: ek|ekfm|ekfr|e kfm|e kfr|eingetragener kaufmann|eingetragene kauffrau
        e.V.: ev|eingetragener verein
        eG: eg|eingetragene genossenschaft
        eGbR: egbr
        VVaG: vvag|versicherungsverein auf gegenseitigkeit
        AöR: aoer|aor|anstalt des oeffentlichen rechts|anstalt des offentlichen rechts
        e.U.: eu|eingetragenes unternehmen
        Ltd.: ltd|limited|co ltd|co limited|company limited|ltd co|private limited|pvt ltd|pty ltd|proprietary limited|pte ltd|pte limited|co pte ltd|co pvt ltd|pvt limited|pty limited
        PLC: plc|public limited company
        LLP: llp|limited liability partnership
        LP: lp|limited partnership
        CIC: cic|community interest company
        DAC: dac|designated activity company
        CLG: clg|company limited by guarantee
        ULC: ulc|unlimited company
        Inc.: inc|incorporated|co inc|company inc
        Corp.: corp|corporation
        LLC: llc|co llc|company llc|limited liability company
        JSC: jsc|joint stock company
        PJSC: pjsc|public joint stock company
        OJSC: ojsc|open joint stock company
        CJSC: cjsc|closed joint stock company
        PLLC: pllc
        PC: pc|professional corporation
        PA: pa
        Co.: co|company
        SA: sa|societe anonyme|sociedad anonima|sociedade anonima
        S.à r.l.: sarl|sa rl|s a rl|societe a responsabilite limitee
        SAS: sas|sasu|societe par actions simplifiee
        EURL: eurl
        SCA: sca
        SNC: snc
        SCI: sci
        SC: sc
        EI: ei
        SCRL: scrl|cvba
        SPRL: sprl|bvba
        SRL: srl|srls|societa a responsabilita limitata
        SpA: spa|societa per azioni
        SL: sl|slu|sociedad limitada|sociedad de responsabilidad limitada
        SAU: sau
        SA de CV: sa de cv
        S de RL de CV: s de rl de cv
        Lda: lda|limitada|unipessoal lda|ltda
        BV: bv|besloten vennootschap
        NV: nv|naamloze vennootschap
        SA/NV: sa nv|nv sa
        VOF: vof
        CV: cv
        AB: ab|aktiebolag|ab publ|aktiebolaget
        HB: hb|handelsbolag
        AS: as|asa|aksjeselskap|aktieselskab|allmennaksjeselskap
        ANS: ans
        DA: da
        ApS: aps|anpartsselskab
        I/S: is|interessentskab
        K/S: ks|kommanditselskab
        Oy: oy|oy ab|ab oy|osakeyhtioe|osakeyhtio|oyj|oyj abp
        Ky: ky
        Ehf.: ehf|hf
        OÜ: oue|ou|osauehing|osauhing
        UAB: uab
        SIA: sia
        Sp. z o.o.: sp zoo|sp z oo|spolka zoo|spolka z oo|spzoo|spolka z ograniczona odpowiedzialnoscia
        S.A. (PL): spolka akcyjna
        Sp.j.: sp j|spj|spolka jawna
        Sp.k.: sp k|spk|spolka komandytowa
        Sp. z o.o. sp.k.: sp zoo sp k|sp z oo sp k|sp zoo spk|sp z oo spk
        s.r.o.: sro|s ro|spol sro|spol s ro|spolecnost s rucenim omezenym|spolocnost s rucenim obmedzenym
        a.s.: akciova spolecnost|akciova spolocnost
        v.o.s.: vos
        k.s.: komanditni spolecnost
        d.o.o.: doo|d o o|druzba z omejeno odgovornostjo|drustvo s ogranicenom odgovornoscu
        j.d.o.o.: jdoo
        d.d.: dd|dionicko drustvo|delniska druzba
        d.n.o.: dno
        AD: ad
        OOD: ood
        EOOD: eood
        EAD: ead
        Kft.: kft|korlatolt felelossegue tarsasag|korlatolt felelossegu tarsasag
        Zrt.: zrt
        Nyrt.: nyrt
        Rt.: rt
        Bt.: bt
        A.E.: ae
        E.P.E.: epe
        IKE: ike
        OOO: ooo|obshchestvo s ogranichennoi otvetstvennostyu|obshchestvo s ogranichennoy otvetstvennostyu
        OAO: oao
        AO: aktsionernoe obshchestvo
        ZAO: zao
        PAO: pao
        TOV: tov
        A.Ş.: anonim sirketi|anonim sti
        Ltd. Şti.: ltd sti|limited sirketi|limited sti
        San. ve Tic. A.Ş.: san ve tic as|sanayi ve ticaret as|sanayi ve ticaret anonim sirketi
        San. ve Tic. Ltd. Şti.: san ve tic ltd sti|sanayi ve ticaret ltd sti|sanayi ve ticaret limited sirketi
        Sdn. Bhd.: sdn bhd|sendirian berhad
        Bhd.: bhd|berhad
        Tbk.: tbk
        K.K.: kabushiki kaisha|kk
        Y.K.: yugen kaisha
        G.K.: godo kaisha
        Co. Ltd. (CN): youxian gongsi
        Co. Ltd. by shares (CN): gufen youxian gongsi
        Co. Ltd. (KR): jusik hoesa
        """;
}
